import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Keeps a second server from working on the same folder; ends with the process, however that ends.
final class DataLock: Sendable {
  /// Another server works on the folder.
  struct Taken: Error, CustomStringConvertible {
    var folder: String
    var description: String { "Another server works on \(folder); give each its own folder with --data." }
  }

  private let file: CInt

  init(folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // The string lives as long as the call.
    file = unsafe open(folder + "/lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      throw Taken(folder: folder)
    }
  }

  deinit {
    close(file)
  }
}
