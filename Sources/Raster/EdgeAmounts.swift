/// How many pixels a picture grows on each side; none is negative.
public struct EdgeAmounts: Hashable, Sendable {
  public let left: Int
  public let right: Int
  public let top: Int
  public let bottom: Int

  public init(left: Int = 0, right: Int = 0, top: Int = 0, bottom: Int = 0) {
    precondition(
      left >= 0 && right >= 0 && top >= 0 && bottom >= 0,
      "edges grow a picture and are never negative: \(left), \(right), \(top), \(bottom)")
    self.left = left
    self.right = right
    self.top = top
    self.bottom = bottom
  }

  public var isZero: Bool { left == 0 && right == 0 && top == 0 && bottom == 0 }

  /// Size of the canvas that a source of `size` grows to.
  public func canvasSize(for size: Size) -> Size {
    Size(width: size.width + left + right, height: size.height + top + bottom)
  }

  /// Where a source of `size` lies on its canvas.
  public func sourceRect(for size: Size) -> Rect {
    Rect(x: left, y: top, width: size.width, height: size.height)
  }
}

extension EdgeAmounts: CustomStringConvertible {
  public var description: String { "left \(left), right \(right), top \(top), bottom \(bottom)" }
}
