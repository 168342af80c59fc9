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
    do {
      let file = try OpenFile(creating: temporary)
      try file.write(bytes)
      if isDurable { try file.flush() }
      // The strings live as long as the call.
      guard unsafe rename(temporary, path) == 0 else { throw POSIXError.last }
    } catch {
      // What a full disk holds of it would keep it full.
      remove(temporary)
      throw error
    }
    if isDurable { try OpenFile(reading: (path as NSString).deletingLastPathComponent).flush() }
  }

  static func read(_ path: String) -> [UInt8]? { try? OpenFile(reading: path).contents() }

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
}
