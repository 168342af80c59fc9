import Raster

enum WebPEncoder {
  static let qualities = 0...100

  /// The format's own limit: 14 bits.
  static let maxSide = 16_383

  static func encode(_ image: Image, quality: Int) throws(CodecError) -> [UInt8] {
    guard qualities.contains(quality) else { throw .qualityOutOfRange(.webp, given: quality, allowed: qualities) }
    guard image.width <= maxSide, image.height <= maxSide else {
      throw .sideTooLong(.webp, width: image.width, height: image.height, maxSide: maxSide)
    }
    switch LibWebP.encode(image.pixels, size: image.size, quality: quality) {
    case .success(let file):
      guard let profile = image.colorProfile else { return file }
      return try adding(profile, to: file, size: image.size)
    case .failure(let failure):
      throw .encodingFailed(.webp, reason: "libwebp reports “\(failure.message)”")
    }
  }

  /// The file in the extended format, with a profile: VP8X, ICCP, and then the chunks that libwebp wrote.
  private static func adding(_ profile: ColorProfile, to bytes: [UInt8], size: Size) throws(CodecError) -> [UInt8] {
    guard profile.iccBytes.count <= ColorProfile.maxBytes else {
      throw .profileTooLarge(.webp, atMost: ColorProfile.maxBytes)
    }
    let file = try WebPFile(bytes)
    let picture = file.chunks.filter { $0.type != "VP8X" }
    var flags = WebPFile.profileFlag
    if picture.contains(where: { $0.type == "ALPH" }) { flags |= WebPFile.alphaFlag }

    var header: [UInt8] = [flags, 0, 0, 0]
    for side in [size.width - 1, size.height - 1] {
      header += [UInt8(side & 255), UInt8(side >> 8 & 255), UInt8(side >> 16 & 255)]
    }
    var chunks: [UInt8] = []
    RIFFChunk.append("VP8X", header, to: &chunks)
    RIFFChunk.append("ICCP", profile.iccBytes, to: &chunks)
    for chunk in picture { RIFFChunk.append(chunk.type, bytes[chunk.content], to: &chunks) }

    var result: [UInt8] = []
    result.append("RIFF" as FourCC)
    result.append(UInt32(4 + chunks.count), .littleEndian)
    result.append("WEBP" as FourCC)
    return result + chunks
  }
}
