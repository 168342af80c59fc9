import Foundation
import ImageCodec
import TestSupport

/// A folder of files that are wrong in every way that files are, beside one that is right.
enum BadFiles {
  static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.writePicture("a.png")
    for (name, bytes) in contents { try folder.write(bytes, to: name) }
    for name in ["half.png": "rgb-8.png", "half.jpg": "baseline.jpg", "half.webp": "lossy.webp"] {
      let bytes = try TestImages.bytes(named: "formats/\(name.value)")
      try folder.write(bytes.prefix(bytes.count / 2), to: name.key)
    }
    let manager = FileManager.default
    for name in ["folder", "empty", "photos"] {
      try manager.createDirectory(at: folder.url.appending(path: name), withIntermediateDirectories: false)
    }
    try folder.writePicture("photos/a.png")
    try manager.createSymbolicLink(atPath: folder.path("dangling.png"), withDestinationPath: "nowhere")
    try manager.createSymbolicLink(atPath: folder.path("loop.png"), withDestinationPath: "loop.png")
    return folder
  }

  private static let contents: [String: [UInt8]] = [
    "empty.png": [], "text.png": bytes("hello"), "text.json": bytes("{"), "empty.json": [], "none.json": bytes("[]"),
    "g.gif": bytes("GIF89a") + [1, 0, 1, 0], "g.bmp": bytes("BM12345678901234"),
    "g.tiff": bytes("II*\0aaaaaaaa"), "g.avif": [0, 0, 0, 28] + bytes("ftypavif") + [0, 0, 0, 0],
    "g.pdf": bytes("%PDF-1.7 aaaa"), "g.svg": bytes("<svg xmlns='x'/>"),
    "huge.png": png(100_000, 100_000), "long.png": png(40_000, 1), "zero.png": png(0, 5), "few.png": png(3000, 3000),
    "kind.png": png(5, 5, bitDepth: 3), "crc.png": png(5, 5, flip: 1),
    "nodata.png": signature + header(5, 5) + chunk("IEND", []), "noheader.png": signature + chunk("IEND", []),
    "bare.jpg": [0xFF, 0xD8, 0xFF, 0xD9], "bare.webp": bytes("RIFF") + [4, 0, 0, 0] + bytes("WEBP"),
  ]

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// A PNG that says what it likes, with a row of 40 zeros.
  private static func png(_ width: UInt32, _ height: UInt32, bitDepth: UInt8 = 8, flip: UInt8 = 0) -> [UInt8] {
    signature + header(width, height, bitDepth: bitDepth, flip: flip)
      + chunk("IDAT", StoredDeflate.pack([UInt8](repeating: 0, count: 40))) + chunk("IEND", [])
  }

  private static func header(_ width: UInt32, _ height: UInt32, bitDepth: UInt8 = 8, flip: UInt8 = 0) -> [UInt8] {
    chunk("IHDR", number(width) + number(height) + [bitDepth, 2, 0, 0, 0], flip: flip)
  }

  /// - Parameter flip: what makes the checksum wrong.
  private static func chunk(_ type: String, _ content: [UInt8], flip: UInt8 = 0) -> [UInt8] {
    let checked = bytes(type) + content
    let checksum = Checksum.crc32(checked, in: 0..<checked.count) ^ UInt32(flip)
    return number(UInt32(content.count)) + checked + number(checksum)
  }

  private static func number(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
  }

  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
}
