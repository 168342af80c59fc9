import Foundation

/// Where answers go: standard output, or a file that grows line by line.
///
/// A file that is there already is read again as the answers come: as long as they are the same nothing is written, and
/// where they differ, as in a line that a killed run left torn, the rest is cut off and written anew.
struct ResultsFile: Sendable {
  /// Nil for standard output.
  private let handle: FileHandle?
  private let name: String
  private var position: UInt64 = 0

  /// Whether old bytes follow.
  private var isBehind = true

  init(path: String?) throws(CommandFailure) {
    name = path ?? "Standard output"
    guard let path else {
      handle = nil
      return
    }
    try OutputFile.checkPlace(path)
    do {
      if FileKind(at: path) == .nothing { try Data().write(to: URL(filePath: path)) }
      if FileKind(at: path) == .regular {
        handle = try FileHandle(forUpdating: URL(filePath: path))
      } else {
        handle = try FileHandle(forWritingTo: URL(filePath: path))
        isBehind = false
      }
    } catch {
      throw CommandFailure(.cannotCreate, "\(path) cannot be written: \(error.reason).")
    }
  }

  mutating func append(_ line: String) throws(CommandFailure) {
    let bytes = Data(line.utf8)
    guard let handle else {
      return try Interruption.whileDeferred { () throws(CommandFailure) in try StandardOutput.write(bytes) }
    }
    do {
      if isBehind {
        if try handle.read(upToCount: bytes.count) == bytes {
          position += UInt64(bytes.count)
          return
        }
        try cut(handle)
      }
      try Interruption.whileDeferred { try handle.write(contentsOf: bytes) }
    } catch {
      throw CommandFailure(.cannotCreate, "\(name) cannot be written: \(error.reason).")
    }
  }

  /// Removes what an earlier run wrote beyond the last line.
  mutating func close() throws(CommandFailure) {
    guard let handle else { return }
    do {
      if isBehind { try cut(handle) }
      try handle.close()
    } catch {
      throw CommandFailure(.cannotCreate, "\(name) cannot be written: \(error.reason).")
    }
  }

  private mutating func cut(_ handle: FileHandle) throws {
    try handle.truncate(atOffset: position)
    try handle.seek(toOffset: position)
    isBehind = false
  }
}
