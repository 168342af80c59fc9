public import Raster

/// Why a picture can't be extended.
public enum OutpaintError: Error, Hashable, Sendable {
  /// The source has no pixels.
  case emptySource(Size)

  /// A side of the canvas is longer than the limit.
  case canvasTooLong(Size, maxSide: Int)

  /// The canvas has more pixels than the limit.
  case canvasTooLarge(Size, maxPixels: Int)
}

extension OutpaintError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .emptySource(let size):
      "The source is \(size): a picture with at least one pixel is needed."
    case .canvasTooLong(let size, let maxSide):
      "The canvas would be \(size); at most \(maxSide) pixels a side are possible. Use smaller edges or a smaller source."
    case .canvasTooLarge(let size, let maxPixels):
      "The canvas would be \(size), \(size.area) pixels; the limit is \(maxPixels). Use smaller edges, a smaller source "
        + "or a higher limit."
    }
  }
}
