import ImageCodec
import Raster
import Testing

/// Cut and mutated files either decode or throw, and never end the process.
struct HostileBytesTests {
  /// Small limits, so that a mutated size costs little time.
  private static let limits = DecodeLimits(maxSide: 300, maxPixels: 30_000)

  /// A file or two of each kind that takes a way of its own through the decoders.
  private static let files = [
    "gray-1-interlaced.png", "palette-4-trns.png", "rgb-16-trns.png", "rgba-16-interlaced.png", "profile.png",
    "orientation-6.png", "animated.png", "baseline.jpg", "sampling-2x2-progressive.jpg", "arithmetic.jpg",
    "arithmetic-progressive.jpg", "restart.jpg", "cmyk-adobe.jpg", "ycck-420.jpg", "profile-segments.jpg",
    "orientation-6.jpg", "lossy.webp", "lossy-alpha.webp", "lossless-alpha.webp", "profile-alpha.webp",
    "orientation-6.webp",
  ]

  @Test(arguments: files)
  func `every prefix of a file throws`(file: String) throws {
    let bytes = try FormatImages.bytes(file)
    for count in 0..<bytes.count {
      #expect(throws: CodecError.self) { try Image(decoding: Array(bytes[..<count]), limits: Self.limits) }
    }
  }

  @Test(arguments: files)
  func `a file with any byte changed decodes or throws`(file: String) throws {
    let bytes = try FormatImages.bytes(file)
    for position in bytes.indices {
      for flip: UInt8 in [1 << UInt8(position % 8), 0xFF] {
        var mutated = bytes
        mutated[position] ^= flip
        if file.hasSuffix(".png") { mutated.repairPNGChecksums() }
        Self.decode(mutated)
      }
    }
  }

  @Test(arguments: files)
  func `a file with bytes removed or repeated decodes or throws`(file: String) throws {
    let bytes = try FormatImages.bytes(file)
    for start in stride(from: 0, to: bytes.count - 8, by: 5) {
      Self.decode(Array(bytes[..<start] + bytes[(start + 5)...]))
      Self.decode(Array(bytes[..<(start + 7)] + bytes[start...]))
    }
  }

  @Test
  func `a long run of bytes that mean nothing is refused, however long`() throws {
    let jpeg = try FormatImages.bytes("baseline.jpg")
    let stuffing = (0..<100_000).map { UInt8($0 % 2 == 0 ? 0xFF : 0) }
    let reason = "TurboJPEG reports “Corrupt JPEG data: 100000 extraneous bytes before marker 0xe0”"
    #expect(throws: CodecError.damaged(.jpeg, reason: reason)) {
      try Image(decoding: jpeg[..<2] + [0xFF, 0x01] + stuffing + jpeg[2...])
    }
  }

  private static func decode(_ bytes: [UInt8]) {
    guard let image = try? Image(decoding: bytes, limits: limits) else { return }
    #expect(image.width <= limits.maxSide && image.height <= limits.maxSide)
  }
}
