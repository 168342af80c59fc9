package import Foundation

/// The files of the repository's `TestImages` folder.
package enum TestImages {
  /// The folder itself, found through the place of this source file.
  package static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()
    .appending(path: "TestImages", directoryHint: .isDirectory)

  /// Where a file of the folder is.
  ///
  /// - Parameter name: its path within `TestImages`, such as `photos/great_wall.png`.
  package static func url(named name: String) -> URL {
    folder.appending(path: name, directoryHint: .notDirectory)
  }

  /// The content of a file of the folder.
  ///
  /// - Parameter name: its path within `TestImages`, such as `photos/great_wall.png`.
  package static func bytes(named name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: url(named: name)))
  }

  /// Paths within `TestImages` of the files in one of its folders, in alphabetical order; notes (`*.md`) left out.
  package static func names(in subfolder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: subfolder).path)
      .filter { !$0.hasPrefix(".") && !$0.hasSuffix(".md") }
      .sorted()
      .map { "\(subfolder)/\($0)" }
  }
}
