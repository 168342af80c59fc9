import Raster

enum PNGDecoder {
  static func decode(_ bytes: [UInt8], limits: DecodeLimits) throws(CodecError) -> Image {
    let file = try PNGFile(bytes)
    let size = try limits.admit(width: file.width, height: file.height, in: .png)
    try file.checkImageDataSuffices()
    var profile: ColorProfile?
    if let range = file.profile { profile = try PNGProfile.read(bytes[range]) }
    let image = Image(size: size, pixels: try pixels(of: file, in: bytes, size: size), colorProfile: profile)
    return image.upright(from: file.exif.map { ExifOrientation.read(Array(bytes[$0])) } ?? .up)
  }

  private static func pixels(of file: PNGFile, in bytes: [UInt8], size: Size) throws(CodecError) -> [UInt8] {
    if file.isInterlaced, file.bitDepth == 16 { return try Adam7.decode(file, of: bytes, size: size) }
    switch LibPNG.decode(file.pictureFile(of: bytes), size: size) {
    case .success(let pixels): return pixels
    case .failure(let failure): throw .damaged(.png, reason: "libpng reports “\(failure.message)”")
    }
  }
}
