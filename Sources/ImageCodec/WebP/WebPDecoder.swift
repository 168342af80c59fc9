import Raster

enum WebPDecoder {
  static func decode(_ bytes: [UInt8], limits: DecodeLimits) throws(CodecError) -> Image {
    let file = try WebPFile(bytes)
    let declared = try value(of: LibWebP.declaredSize(of: bytes))
    let size = try limits.admit(width: declared.width, height: declared.height, in: .webp)
    var profile: ColorProfile?
    if let range = file.profile {
      guard range.count <= ColorProfile.maxBytes else {
        throw .profileTooLarge(.webp, atMost: ColorProfile.maxBytes)
      }
      profile = ColorProfile(rgbProfile: Array(bytes[range]))
    }
    let image = Image(size: size, pixels: try value(of: LibWebP.decode(bytes, size: size)), colorProfile: profile)
    return image.upright(from: file.exif.map { ExifOrientation.read(Array(bytes[$0])) } ?? .up)
  }

  private static func value<Value>(of result: Result<Value, LibWebP.Failure>) throws(CodecError) -> Value {
    switch result {
    case .success(let value): return value
    case .failure(let failure) where failure.isTruncation:
      throw .truncated(.webp, missing: "its picture data end early")
    case .failure(let failure):
      throw .damaged(.webp, reason: "libwebp reports “\(failure.message)”")
    }
  }
}
