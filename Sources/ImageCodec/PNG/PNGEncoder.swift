import Raster

enum PNGEncoder {
  /// libpng's own limit (PNG_USER_WIDTH_MAX, PNG_USER_HEIGHT_MAX).
  static let maxSide = 1_000_000

  static func encode(_ image: Image, compression: PNGCompression) throws(CodecError) -> [UInt8] {
    guard image.width <= maxSide, image.height <= maxSide else {
      throw .sideTooLong(.png, width: image.width, height: image.height, maxSide: maxSide)
    }
    let isOpaque = image.isOpaque
    let pixels = isOpaque ? image.rgbBytes : image.pixels
    let result = LibPNG.encode(pixels, size: image.size, channels: isOpaque ? 3 : 4, fast: compression == .fast)
    switch result {
    case .success(let file):
      return image.colorProfile == nil ? file : try replaceColorSpace(of: file, by: image.colorProfile)
    case .failure(let failure):
      throw .encodingFailed(.png, reason: "libpng reports “\(failure.message)”")
    }
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

extension Image {
  /// Red, green and blue alone, three bytes a pixel.
  fileprivate var rgbBytes: [UInt8] {
    var rgb = [UInt8](repeating: 0, count: size.area * 3)
    var target = rgb.mutableSpan
    let source = pixels.span
    for i in 0..<size.area {
      target[3 * i] = source[4 * i]
      target[3 * i + 1] = source[4 * i + 1]
      target[3 * i + 2] = source[4 * i + 2]
    }
    return rgb
  }
}
