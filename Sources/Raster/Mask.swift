/// Which pixels of a canvas are known.
///
/// Outpainting knows one rectangle, so the mask is that rectangle, and membership is four comparisons.
public struct Mask: Hashable, Sendable {
  public let size: Size

  /// The known pixels.
  public let known: Rect

  /// - Precondition: `known` lies inside `size`.
  public init(size: Size, known: Rect) {
    precondition(
      Rect(x: 0, y: 0, width: size.width, height: size.height).contains(known),
      "\(known) is not inside a canvas of \(size)")
    self.size = size
    self.known = known
  }

  public func isKnown(x: Int, y: Int) -> Bool { known.contains(x: x, y: y) }

  /// Number of pixels to invent.
  public var unknownArea: Int { size.area - known.size.area }
}
