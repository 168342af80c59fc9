import ImageCodec
import Raster
import Testing

/// Profiles go through all three formats unchanged.
struct ColorProfileTests {
  static let encodings: [ImageEncoding] = [
    .png(), .png(.fast), .jpeg(quality: 95), .jpeg(quality: 60), .webp(quality: 80),
  ]

  /// The header of an RGB profile, and any bytes up to `count`.
  private static func profile(_ count: Int) throws -> ColorProfile {
    let real = try FormatImages.rgbProfile.iccBytes
    return ColorProfile(
      iccBytes: (0..<count).map { $0 < real.count ? real[$0] : UInt8(truncatingIfNeeded: $0 * 31 >> 3) })
  }

  /// Odd and even lengths, and lengths around those of a JPEG segment and of a stored deflate block.
  @Test(arguments: encodings, [589, 590, 65_519, 65_520, 65_535, 65_536, 150_000])
  func `a written profile is read back`(encoding: ImageEncoding, count: Int) throws {
    for alpha in [false, true] {
      var image = Image.gradient(Size(width: 19, height: 7), alpha: alpha)
      image.colorProfile = try Self.profile(count)
      let back = try Image(decoding: image.encoded(as: encoding))
      #expect(back.colorProfile == image.colorProfile)
      image.colorProfile = nil
      let plain = try Image(decoding: image.encoded(as: encoding))
      #expect(plain.colorProfile == nil)
      #expect(plain.pixels == back.pixels)
    }
  }

  @Test(arguments: encodings)
  func `a profile that no format can hold is refused`(encoding: ImageEncoding) {
    var image = Image(size: Size(width: 1, height: 1))
    image.colorProfile = ColorProfile(iccBytes: [UInt8](repeating: 0, count: 255 * 65_519 + 1))
    #expect(throws: CodecError.profileTooLarge(encoding.format, atMost: 255 * 65_519)) {
      try image.encoded(as: encoding)
    }
  }
}
