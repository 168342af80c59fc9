import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An open file, closed when nobody has it any more.
///
/// Foundation's `Data.write` waits for the disk whether or not it is asked to.
struct OpenFile: ~Copyable {
  private let descriptor: CInt

  /// - Parameter flags: those of `open(2)`.
  private init(_ path: String, _ flags: CInt) throws {
    // The string lives as long as the call.
    descriptor = unsafe open(path, flags | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw POSIXError.last }
  }

  /// Opens a file or a folder; a pipe that nobody writes to does not hold the caller up.
  init(reading path: String) throws { try self.init(path, O_RDONLY | O_NONBLOCK) }

  /// Makes a file, or empties the one that is there.
  init(creating path: String) throws { try self.init(path, O_WRONLY | O_CREAT | O_TRUNC) }

  deinit { _ = close(descriptor) }

  /// Returns when what was written would survive a power failure.
  func flush() throws {
    if fsync(descriptor) != 0 { throw POSIXError.last }
  }

  func write(_ bytes: [UInt8]) throws {
    var written = 0
    while written < bytes.count {
      // The call reads what is left of the array, which lives as long.
      let count = unsafe bytes.withUnsafeBytes { unsafe Self.write(descriptor, $0[written...]) }
      if count >= 0 { written += count } else if errno != EINTR { throw POSIXError.last }
    }
  }

  /// All bytes of a file; an error for a folder or a device.
  func contents() throws -> [UInt8] {
    var status = stat()
    // The structure is ours, and lives as long as the call.
    guard unsafe fstat(descriptor, &status) == 0 else { throw POSIXError.last }
    guard status.st_mode & S_IFMT == S_IFREG else { throw POSIXError(.EINVAL) }
    let size = Int(status.st_size)
    // The call writes into the array's own room, and says how much of it.
    return try unsafe [UInt8](unsafeUninitializedCapacity: size) { room, filled in
      while filled < size {
        let count = unsafe read(descriptor, room.baseAddress.map { unsafe $0 + filled }, size - filled)
        if count > 0 { filled += count } else if count == 0 { break } else if errno != EINTR { throw POSIXError.last }
      }
    }
  }

  private static func write(_ descriptor: CInt, _ bytes: Slice<UnsafeRawBufferPointer>) -> Int {
    let bytes = unsafe UnsafeRawBufferPointer(rebasing: bytes)
    #if canImport(Glibc)
      return unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      return unsafe Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }
}

extension POSIXError {
  /// Why the last call of the system failed.
  static var last: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
