import Raster

enum PNGEncoder {
  /// libpng's own limit (PNG_USER_WIDTH_MAX, PNG_USER_HEIGHT_MAX).
  static let maxSide = 1_000_000

  static func encode(_ image: Image, compression: PNGCompression) throws(CodecError) -> [UInt8] {
    guard image.width <= maxSide, image.height <= maxSide else {
      throw .sideTooLong(.png, width: image.width, height: image.height, maxSide: maxSide)
    }
    // libpng would not return from that error.
    if image.size.isEmpty { throw .encodingFailed(.png, reason: "a picture of \(image.size) has no pixels") }
    let file = PNGStream.encode(
      image.pixels, size: image.size, hasAlpha: !image.isOpaque, level: compression == .fast ? 1 : 4)
    return image.colorProfile == nil ? file : try replaceColorSpace(of: file, by: image.colorProfile)
  }

  /// The file with the chunks that libpng wrote about sRGB replaced by the picture's own profile.
  private static func replaceColorSpace(of file: [UInt8], by profile: ColorProfile?) throws(CodecError) -> [UInt8] {
    guard let profile else { return file }
    let content = try PNGProfile.content(of: profile)
    var result = PNGFile.signature
    result.reserveCapacity(file.count + content.count + 12)
    var position = result.count
    while position < file.count {
      let chunk = try PNGChunk(in: file, at: position)
      position = chunk.whole.upperBound
      if ["sRGB", "gAMA", "cHRM"].contains(chunk.type) { continue }
      result.append(contentsOf: file[chunk.whole])
      if chunk.type == "IHDR" { PNGChunk.append("iCCP", content, to: &result) }
    }
    return result
  }
}
