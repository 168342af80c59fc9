import ImageCodec
import Testing

/// The zlib streams were written by zlib itself, by Scripts/make-format-images.
struct InflateTests {
  private static let streams = [
    "stored-3000", "fast-20000", "best-20000", "fixed-3000", "huffman-3000", "runs-3000",
  ]

  /// The bytes that the streams unpack to.
  private static func content(_ count: Int) -> [UInt8] {
    (0..<count).map { i in i % 1000 < 700 ? UInt8((i * i) >> 3 & 63) : 7 }
  }

  private static func stream(_ name: String) throws -> (packed: [UInt8], content: [UInt8]) {
    let count = try #require(name.split(separator: "-").last.flatMap { Int($0) })
    return (try FormatImages.bytes("zlib/\(name).zlib"), content(count))
  }

  @Test(arguments: streams)
  func `unpacks what zlib packed`(name: String) throws {
    let (packed, content) = try Self.stream(name)
    #expect(try Inflate.unpack(packed[...], atMost: content.count) == content)
  }

  @Test(arguments: streams)
  func `stops before the output passes its limit`(name: String) throws {
    let (packed, content) = try Self.stream(name)
    for limit in [0, 1, 1000, content.count - 1] {
      #expect(throws: Inflate.Failure.tooLarge) { try Inflate.unpack(packed[...], atMost: limit) }
    }
  }

  @Test(arguments: streams)
  func `a prefix of a stream is truncated`(name: String) throws {
    let (packed, content) = try Self.stream(name)
    for count in stride(from: 0, to: packed.count, by: packed.count / 60) {
      #expect(throws: Inflate.Failure.truncated) { try Inflate.unpack(packed[..<count], atMost: content.count) }
    }
  }

  @Test(arguments: ["best-20000", "fixed-3000", "stored-3000"])
  func `a damaged stream never unpacks to other bytes`(name: String) throws {
    let (packed, content) = try Self.stream(name)
    for position in packed.indices.prefix(100) {
      for flip: UInt8 in [0x01, 0x80, 0xFF] {
        var damaged = packed
        damaged[position] ^= flip
        let result = try? Inflate.unpack(damaged[...], atMost: content.count)
        #expect(result == nil || result == content)
      }
    }
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 200_000])
  func `stored blocks are unpacked again`(count: Int) throws {
    let content = Self.content(count)
    #expect(try Inflate.unpack(StoredDeflate.pack(content)[...], atMost: count) == content)
  }

  @Test
  func `checksums are those of the standards`() {
    let digits = Array("123456789".utf8)
    #expect(Checksum.crc32(digits, in: 0..<9) == 0xCBF4_3926)
    #expect(Checksum.adler32(digits) == 0x091E_01DE)
    #expect(Checksum.crc32([], in: 0..<0) == 0)
    #expect(Checksum.adler32([UInt8](repeating: 255, count: 100_000)) == 0x149A_302C)
  }
}
