import Foundation

/// The folder of a batch's pictures: what lies in it under its name is complete, and done.
struct PictureStore: Hashable, Sendable {
  private let folder: URL

  /// Files that are being written; a process that is killed leaves its own behind.
  private let partial: URL

  /// Makes the folder if there is none.
  init(path: String) throws(CommandFailure) {
    folder = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
    partial = folder.appending(component: ".partial", directoryHint: .isDirectory)
    try OutputFile.makeFolder(path)
  }

  func holds(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: file(name).path(percentEncoded: false))
  }

  /// The file URL of a picture.
  func address(of name: String) -> String { file(name).absoluteString }

  func bytes(of name: String) throws(CommandFailure) -> [UInt8] {
    try InputFile.read(file(name).path(percentEncoded: false))
  }

  /// Writes a picture: it appears under its name when all of it is on the disk, and never replaces another.
  func store(_ bytes: [UInt8], as name: String) throws(CommandFailure) {
    do {
      try Interruption.whileDeferred {
        // Another process that has finished may take the folder of partial files away, though hardly twice.
        for attempt in 1...3 {
          do {
            try move(write(bytes, for: name), to: name)
            return
          } catch CocoaError.fileNoSuchFile where attempt < 3 {
            continue
          }
        }
      }
    } catch {
      throw CommandFailure(
        .cannotCreate, "\(name) cannot be written to \(folder.path(percentEncoded: false)): \(error.reason).")
    }
  }

  /// Removes what killed processes left of pictures that are complete by now.
  func removeLeftovers() {
    let manager = FileManager.default
    let names = (try? manager.contentsOfDirectory(atPath: partial.path(percentEncoded: false))) ?? []
    var isEmpty = true
    for name in names {
      if let dot = name.lastIndex(of: "."), holds(String(name[..<dot])) {
        try? manager.removeItem(at: partial.appending(component: name))
      } else {
        isEmpty = false
      }
    }
    if isEmpty { try? manager.removeItem(at: partial) }
  }

  private func file(_ name: String) -> URL { folder.appending(component: name, directoryHint: .notDirectory) }

  /// Writes all bytes to the disk, and returns where.
  private func write(_ bytes: [UInt8], for name: String) throws -> URL {
    try FileManager.default.createDirectory(at: partial, withIntermediateDirectories: true)
    let url = partial.appending(component: "\(name).\(UInt32.random(in: 0...UInt32.max))")
    do {
      try Data(bytes).write(to: url)
      let handle = try FileHandle(forUpdating: url)
      defer { try? handle.close() }
      // A machine that loses its power must not leave an empty file under a good name.
      try handle.synchronize()
    } catch {
      // What a full disk holds of it would keep it full.
      try? FileManager.default.removeItem(at: url)
      throw error
    }
    return url
  }

  private func move(_ temporary: URL, to name: String) throws {
    do {
      try FileManager.default.moveItem(at: temporary, to: file(name))
    } catch {
      // Another process may have been as far with the same picture.
      if !holds(name) { throw error }
      try? FileManager.default.removeItem(at: temporary)
    }
  }
}
