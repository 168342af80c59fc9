import Raster

/// The largest picture that a decoder may unpack.
///
/// The sizes that a file declares are held against these limits before any memory is taken for pixels, so a small file
/// that declares a huge picture costs nothing.
public struct DecodeLimits: Sendable, Hashable {
  /// Most pixels on a side; more than 1,000,000 count as 1,000,000.
  public var maxSide: Int

  /// Most pixels altogether; each takes four bytes, and up to a few times as many while a file is being unpacked.
  public var maxPixels: Int

  /// 32,767 pixels on a side and 100 megapixels altogether.
  public static let standard = DecodeLimits(maxSide: 32_767, maxPixels: 100_000_000)

  public init(maxSide: Int, maxPixels: Int) {
    self.maxSide = maxSide
    self.maxPixels = maxPixels
  }

  /// The size of a picture, after it has been held against the limits.
  func admit(width: Int, height: Int, in format: ImageFormat) throws(CodecError) -> Size {
    guard width > 0, height > 0 else { throw .emptyPicture(format, width: width, height: height) }
    // With sides of a million, no product of sizes further on comes near the largest integer.
    let maxSide = min(maxSide, 1_000_000)
    guard width <= maxSide, height <= maxSide, width * height <= maxPixels else {
      let limits = DecodeLimits(maxSide: maxSide, maxPixels: maxPixels)
      throw .exceedsLimits(format, width: width, height: height, limits: limits)
    }
    return Size(width: width, height: height)
  }
}
