import Foundation

/// Writing whole files.
enum OutputFile {
  /// Writes a file at once: it appears complete under its name, or an older one stays as it was.
  ///
  /// Devices and pipes are written to directly.
  static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
    try checkPlace(path)
    // A link is followed rather than replaced.
    let url = URL(filePath: path).resolvingSymlinksInPath()
    do {
      if FileKind(at: path) == .other {
        let handle = try FileHandle(forWritingTo: url)
        try handle.write(contentsOf: Data(bytes))
        try handle.close()
      } else {
        // Foundation writes a temporary file in the same folder, renames it, and removes it when that fails.
        try Interruption.whileDeferred {
          let path = url.path(percentEncoded: false)
          let permissions = (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions]
          try Data(bytes).write(to: url, options: .atomic)
          if let permissions {
            try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
          }
        }
      }
    } catch {
      throw CommandFailure(.cannotCreate, "\(path) cannot be written: \(error.reason).")
    }
  }

  /// Makes a folder, and those that it lies in, unless it is there.
  static func makeFolder(_ path: String) throws(CommandFailure) {
    switch FileKind(at: path) {
    case .folder: return
    case .regular, .other: throw CommandFailure(.cannotCreate, "\(path) is a file; name a folder.")
    case .nothing: break
    }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(.cannotCreate, "The folder \(path) cannot be made: \(error.reason).")
    }
  }

  /// Fails where a file cannot be created, before long work is done for it.
  static func checkPlace(_ path: String) throws(CommandFailure) {
    if FileKind(at: path) == .folder {
      throw CommandFailure(.cannotCreate, "\(path) is a folder; name a file in it.")
    }
    if FileKind(at: path) == .other { return }
    let folder = URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent().path(percentEncoded: false)
    guard FileKind(at: folder) == .folder else {
      throw CommandFailure(.cannotCreate, "\(path) cannot be created: there is no folder \(folder).")
    }
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw CommandFailure(.cannotCreate, "\(path) cannot be created: the folder \(folder) is not writable.")
    }
  }
}
