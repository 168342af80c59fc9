import Raster

enum PNGDecoder {
  static func decode(_ bytes: [UInt8], limits: DecodeLimits) throws(CodecError) -> Image {
    let file = try PNGFile(bytes)
    let size = try limits.admit(width: file.width, height: file.height, in: .png)
    try file.checkImageDataSuffices()
    var profile: ColorProfile?
    if let range = file.profile { profile = try PNGProfile.read(bytes[range]) }
    switch LibPNG.decode(file.essentialBytes(of: bytes), size: size) {
    case .success(let pixels):
      let image = Image(size: size, pixels: pixels, colorProfile: profile)
      return image.upright(from: file.exif.map { ExifOrientation.read(Array(bytes[$0])) } ?? .up)
    case .failure(let failure):
      throw .damaged(.png, reason: "libpng reports “\(failure.message)”")
    }
  }
}
