import Foundation

/// Folders that tests give to servers.
enum TestFolder {
  /// A path where nothing is yet.
  static func path() -> String { NSTemporaryDirectory() + "outpaint-server-\(UUID().uuidString)" }

  /// Removes a folder with all that is in it.
  ///
  /// A task that outlives its test may write into the folder while it is being emptied; the next try finds that too.
  static func remove(_ path: String) {
    for _ in 0..<500 {
      try? FileManager.default.removeItem(atPath: path)
      if !FileManager.default.fileExists(atPath: path) { return }
      SystemClock.pause()
    }
  }
}
