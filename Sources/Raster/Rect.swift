/// A rectangle of whole pixels in the coordinates of the picture that contains it.
public struct Rect: Hashable, Sendable {
  public let x: Int
  public let y: Int
  public let size: Size

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.size = Size(width: width, height: height)
  }

  public var width: Int { size.width }
  public var height: Int { size.height }

  /// First column to the right of the rectangle.
  public var maxX: Int { x + width }

  /// First row below the rectangle.
  public var maxY: Int { y + height }

  public var columns: Range<Int> { x..<maxX }
  public var rows: Range<Int> { y..<maxY }

  public func contains(x px: Int, y py: Int) -> Bool {
    columns.contains(px) && rows.contains(py)
  }

  public func contains(_ other: Rect) -> Bool {
    other.x >= x && other.y >= y && other.maxX <= maxX && other.maxY <= maxY
  }
}

extension Rect: CustomStringConvertible {
  public var description: String { "\(size) at (\(x), \(y))" }
}
