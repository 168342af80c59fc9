import Foundation
import Raster
import Testing

/// The pictures in TestImages/formats, which Scripts/make-format-images wrote, and what they should decode to.
enum FormatImages {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "TestImages/formats", directoryHint: .isDirectory)

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// Every picture that can be read.
  static let all: [Entry] = {
    guard let manifest = try? bytes("manifest.tsv") else { return [] }
    return String(decoding: manifest, as: UTF8.self).split(separator: "\n").dropFirst().compactMap(Entry.init)
  }()

  /// The profile that the pictures with one carry.
  static var rgbProfile: ColorProfile {
    get throws { ColorProfile(iccBytes: try bytes("profiles/rgb.icc")) }
  }

  /// A line of the manifest.
  struct Entry: CustomTestStringConvertible, Sendable {
    let file: String
    let size: Size
    let expected: String

    /// How far a sample may be off.
    let tolerance: Int
    let hasProfile: Bool

    init?(line: Substring) {
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count == 6, let width = Int(fields[1]), let height = Int(fields[2]), let tolerance = Int(fields[4])
      else { return nil }
      file = fields[0]
      size = Size(width: width, height: height)
      expected = "expected/" + fields[3]
      self.tolerance = tolerance
      hasProfile = fields[5] == "rgb"
    }

    var testDescription: String { file }
  }
}
