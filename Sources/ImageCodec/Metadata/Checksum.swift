/// The checksums of PNG chunks and of zlib streams.
package enum Checksum {
  /// CRC-32 as in ISO 3309, of `bytes` in `range`.
  package static func crc32(_ bytes: [UInt8], in range: Range<Int>) -> UInt32 {
    let span = bytes.span.extracting(range)
    let table = crcTable.span
    var crc = UInt32.max
    var i = 0
    // Eight bytes a step: table k moves a byte's part of the remainder by k further bytes.
    while i + 8 <= span.count {
      let a = crc ^ (word(span, i))
      let b = word(span, i + 4)
      crc =
        table[1792 + Int(a & 255)] ^ table[1536 + Int(a >> 8 & 255)]
        ^ table[1280 + Int(a >> 16 & 255)] ^ table[1024 + Int(a >> 24)]
        ^ table[768 + Int(b & 255)] ^ table[512 + Int(b >> 8 & 255)]
        ^ table[256 + Int(b >> 16 & 255)] ^ table[Int(b >> 24)]
      i += 8
    }
    while i < span.count {
      crc = table[Int((crc ^ UInt32(span[i])) & 255)] ^ crc >> 8
      i += 1
    }
    return ~crc
  }

  /// Adler-32 as in RFC 1950.
  package static func adler32(_ bytes: [UInt8]) -> UInt32 {
    let span = bytes.span
    var a: UInt32 = 1
    var b: UInt32 = 0
    // After 5552 bytes the sums come near 2³².
    for start in stride(from: 0, to: span.count, by: 5552) {
      for i in start..<min(start + 5552, span.count) {
        a &+= UInt32(span[i])
        b &+= a
      }
      a %= 65_521
      b %= 65_521
    }
    return b << 16 | a
  }

  private static func word(_ span: Span<UInt8>, _ i: Int) -> UInt32 {
    UInt32(span[i]) | UInt32(span[i + 1]) << 8 | UInt32(span[i + 2]) << 16 | UInt32(span[i + 3]) << 24
  }

  /// Eight tables of 256 remainders, one after the other.
  private static let crcTable: [UInt32] = {
    var table = [UInt32](repeating: 0, count: 8 * 256)
    for n in 0..<256 {
      var remainder = UInt32(n)
      for _ in 0..<8 { remainder = remainder & 1 == 1 ? 0xEDB8_8320 ^ remainder >> 1 : remainder >> 1 }
      table[n] = remainder
    }
    for n in 256..<table.count {
      let before = table[n - 256]
      table[n] = table[Int(before & 255)] ^ before >> 8
    }
    return table
  }()
}
