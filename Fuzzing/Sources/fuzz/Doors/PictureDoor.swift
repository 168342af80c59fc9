import Raster

@testable import ImageCodec

/// The decoders of PNG, JPEG and WebP, told apart by the first bytes.
enum PictureDoor {
  /// Small, so that an input takes little time.
  private static let limits = DecodeLimits(maxSide: 300, maxPixels: 30_000)

  static func take(_ input: [UInt8]) {
    decode(input)
    // A changed byte would nearly always be refused for its checksum.
    if input.starts(with: PNGFile.signature) { decode(repaired(input)) }
  }

  private static func decode(_ file: [UInt8]) {
    do {
      let image = try Image(decoding: file, limits: limits)
      let isWithin = max(image.width, image.height) <= limits.maxSide && image.size.area <= limits.maxPixels
      demand(isWithin, "a picture keeps to the limits")
      demand(!image.size.isEmpty && image.pixels.count == 4 * image.size.area, "a picture has all its pixels")
      if image.size.area <= 4096 { demand(survivesPNG(image), "PNG keeps pixels and profile") }
    } catch {
      demand(!"\(error)".isEmpty, "an error says something")
    }
  }

  private static func survivesPNG(_ image: Image) -> Bool {
    let files = [PNGCompression.standard, .fast].compactMap {
      try? image.encoded(as: .png($0), bands: RowBands(threads: 2))
    }
    return files.count == 2 && files.allSatisfy { (try? Image(decoding: $0)) == image }
  }

  private static func repaired(_ file: [UInt8]) -> [UInt8] {
    var result = file
    var start = PNGFile.signature.count
    while let chunk = try? PNGChunk(in: file, at: start) {
      let checksum = Checksum.crc32(file, in: chunk.content.lowerBound - 4..<chunk.content.upperBound)
      var bytes: [UInt8] = []
      bytes.append(checksum, .bigEndian)
      result.replaceSubrange(chunk.content.upperBound..<chunk.whole.upperBound, with: bytes)
      start = chunk.whole.upperBound
    }
    return result
  }
}
