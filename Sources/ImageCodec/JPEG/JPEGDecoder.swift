import Raster

package enum JPEGDecoder {
  static func decode(_ bytes: [UInt8], limits: DecodeLimits) throws(CodecError) -> Image {
    let file = try JPEGFile(bytes)
    let size = try limits.admit(width: file.frame.width, height: file.frame.height, in: .jpeg)
    try file.checkCodedDataSuffices()
    let profile = try file.profile.read(bytes)
    let isCMYK = file.frame.componentCount == 4
    switch TurboJPEG.decode(file.normalizedBytes(of: bytes), size: size, as: isCMYK ? .cmyk : .rgba) {
    case .success(var pixels):
      if isCMYK { convertToRGBA(&pixels, isInverted: file.hasAdobeMarker) }
      let image = Image(size: size, pixels: pixels, colorProfile: profile)
      return image.upright(from: file.exif.map { ExifOrientation.read(Array(bytes[$0])) } ?? .up)
    case .failure(let failure):
      throw .damaged(.jpeg, reason: "TurboJPEG reports “\(failure.message)”")
    }
  }

  /// Turns cyan, magenta, yellow and black into red, green, blue and an alpha of 255: what one ink lets pass times what
  /// black lets pass, rounded to nearest.
  ///
  /// - Parameter isInverted: whether 255 means no ink, as in files with Adobe's marker; without it 255 means full ink.
  package static func convertToRGBA(_ pixels: inout [UInt8], isInverted: Bool) {
    let flip: UInt8 = isInverted ? 0 : 255
    var span = pixels.mutableSpan
    for i in Swift.stride(from: 0, to: span.count, by: 4) {
      let black = UInt32(span[i + 3] ^ flip)
      for c in 0..<3 { span[i + c] = UInt8((UInt32(span[i + c] ^ flip) * black + 127) / 255) }
      span[i + 3] = 255
    }
  }
}
