import ImageCodec

/// PNG files made by hand, right in everything but what a test gets wrong on purpose.
enum PNGBytes {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    let checked = Array(type.utf8) + content
    return bigEndian(UInt32(content.count)) + checked + bigEndian(Checksum.crc32(checked, in: 0..<checked.count))
  }

  static func header(width: UInt32, height: UInt32, bitDepth: UInt8 = 8, colorType: UInt8 = 2) -> [UInt8] {
    chunk("IHDR", bigEndian(width) + bigEndian(height) + [bitDepth, colorType, 0, 0, 0])
  }

  /// A file of the given size with `rows` as its image data.
  static func file(width: UInt32, height: UInt32, extra: [UInt8] = [], rows: [UInt8]) -> [UInt8] {
    signature + header(width: width, height: height) + extra + chunk("IDAT", StoredDeflate.pack(rows))
      + chunk("IEND", [])
  }

  static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
  }
}

extension [UInt8] {
  /// Makes the checksums of all chunks right again, so that a change inside of one is not refused for its checksum alone.
  mutating func repairPNGChecksums() {
    var start = 8
    while start + 12 <= count {
      let length = self[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= count - start - 12 else { return }
      let end = start + 8 + length
      replaceSubrange(end..<end + 4, with: PNGBytes.bigEndian(Checksum.crc32(self, in: start + 4..<end)))
      start = end + 4
    }
  }
}
