import Raster

enum JPEGEncoder {
  static let qualities = 20...99

  /// libjpeg's own limit (JPEG_MAX_DIMENSION); the format's is 65,535.
  static let maxSide = 65_500

  /// From this quality on, colour is kept at full resolution: who asks for so much wants no smeared edges, and who asks
  /// for less wants a small file.
  static let leastFullColorQuality = 90

  static func encode(_ image: Image, quality: Int) throws(CodecError) -> [UInt8] {
    guard qualities.contains(quality) else { throw .qualityOutOfRange(.jpeg, given: quality, allowed: qualities) }
    guard image.width <= maxSide, image.height <= maxSide else {
      throw .sideTooLong(.jpeg, width: image.width, height: image.height, maxSide: maxSide)
    }
    let result = TurboJPEG.encode(
      image.flattened().pixels, size: image.size, quality: quality, fullColor: quality >= leastFullColorQuality)
    switch result {
    case .success(var file):
      if let profile = image.colorProfile {
        file.insert(contentsOf: try JPEGProfile.segments(of: profile), at: endOfFirstSegment(of: file))
      }
      return file
    case .failure(let failure):
      throw .encodingFailed(.jpeg, reason: "TurboJPEG reports “\(failure.message)”")
    }
  }

  /// Where the JFIF segment ends, which has to be the first.
  private static func endOfFirstSegment(of file: [UInt8]) -> Int {
    guard file.uint16(at: 2, .bigEndian) == 0xFFE0, let length = file.uint16(at: 4, .bigEndian) else { return 2 }
    return 4 + Int(length)
  }
}
