import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writing of files that are there whole or not at all, whatever ends the process.
enum AtomicFile {
  /// End of the name of what is being written; such files are leftovers when the server starts.
  static let unfinished = ".unfinished"

  /// Writes a file beside its place and moves it there.
  ///
  /// - Parameter isDurable: whether to wait until the file would survive a power failure, too.
  static func write(_ bytes: [UInt8], to path: String, isDurable: Bool) throws {
    let temporary = path + unfinished
    try Data(bytes).write(to: URL(filePath: temporary))
    if isDurable { try flush(temporary) }
    // The strings live as long as the call.
    guard unsafe rename(temporary, path) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
    if isDurable { try flush((path as NSString).deletingLastPathComponent) }
  }

  static func read(_ path: String) -> [UInt8]? {
    (try? Data(contentsOf: URL(filePath: path))).map { [UInt8]($0) }
  }

  /// Removes a file, if there is one.
  static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Names in a folder, without what was never finished, which is removed.
  static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
      if name.hasSuffix(unfinished) { remove("\(folder)/\(name)") }
      return !name.hasSuffix(unfinished)
    }
  }

  private static func flush(_ path: String) throws {
    let file = unsafe open(path, O_RDONLY)
    guard file >= 0, fsync(file) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    _ = close(file)
  }
}
