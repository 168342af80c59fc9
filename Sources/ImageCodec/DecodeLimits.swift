import Raster

/// The largest picture that a decoder may unpack.
///
/// The sizes that a file declares are held against these limits before any memory is taken for pixels, so a small file
/// that declares a huge picture costs nothing.
public struct DecodeLimits: Sendable, Hashable {
  /// Most pixels on a side.
  public var maxSide: Int

  /// Most pixels altogether; each takes four bytes, and about as much again while a file is being unpacked.
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
    let (area, overflow) = width.multipliedReportingOverflow(by: height)
    guard width <= maxSide, height <= maxSide, !overflow, area <= maxPixels else {
      throw .exceedsLimits(format, width: width, height: height, limits: self)
    }
    return Size(width: width, height: height)
  }
}
