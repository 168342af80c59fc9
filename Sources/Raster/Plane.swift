/// A two-dimensional array of one kind of value, row by row without padding.
public struct Plane<Element> {
  public let size: Size

  /// `size.area` values.
  public var values: [Element]

  public init(size: Size, repeating value: Element) {
    self.size = size
    self.values = [Element](repeating: value, count: size.area)
  }

  public var width: Int { size.width }
  public var height: Int { size.height }

  public subscript(x x: Int, y y: Int) -> Element {
    get { values[y * size.width + x] }
    set { values[y * size.width + x] = newValue }
  }
}

extension Plane: Sendable where Element: Sendable {}
extension Plane: Equatable where Element: Equatable {}
