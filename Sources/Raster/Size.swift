/// Width and height of a picture in pixels; neither is negative.
public struct Size: Hashable, Sendable {
  public let width: Int
  public let height: Int

  public init(width: Int, height: Int) {
    precondition(width >= 0 && height >= 0, "a size is never negative: \(width) × \(height)")
    self.width = width
    self.height = height
  }

  /// Number of pixels.
  public var area: Int { width * height }

  public var isEmpty: Bool { width == 0 || height == 0 }
}

extension Size: CustomStringConvertible {
  public var description: String { "\(width)×\(height)" }
}
