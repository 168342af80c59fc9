internal import Raster
internal import Synthesis

/// The largest canvas that an ``Outpainter`` accepts, so that too large a wish ends in an error instead of in the
/// operating system ending the process.
public struct CanvasLimits: Hashable, Sendable {
  /// Pixels of the longer side, 1...32767.
  public let maxSide: Int

  /// Pixels of the whole canvas.
  public let maxPixels: Int

  /// 32767 a side and 120 megapixels.
  public static let standard = CanvasLimits(maxSide: 32767, maxPixels: 120_000_000)

  /// Pixels of the largest canvas that is worked on at full size to the end; each pixel of a larger one takes less memory.
  public static var largestSearchedArea: Int { Canvas.largestSearchedArea }

  public init(maxSide: Int = 32767, maxPixels: Int = 120_000_000) {
    precondition((1...32767).contains(maxSide) && maxPixels > 0, "limits are positive, and 32767 a side at most")
    self.maxSide = maxSide
    self.maxPixels = maxPixels
  }

  func check(_ canvas: Canvas) throws(OutpaintError) {
    let size = canvas.size
    if max(size.width, size.height) > maxSide {
      throw .canvasTooLong(size, maxSide: maxSide)
    }
    if size.area > maxPixels {
      throw .canvasTooLarge(size, maxPixels: maxPixels)
    }
  }
}
