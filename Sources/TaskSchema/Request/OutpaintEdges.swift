/// Pixels to add on each side: the member `outpaint`.
public struct OutpaintEdges: Hashable, Sendable, Codable {
  /// What one side may be.
  public static let range = 0...2048

  public var left: Int
  public var right: Int
  public var top: Int
  public var bottom: Int

  public init(left: Int = 0, right: Int = 0, top: Int = 0, bottom: Int = 0) {
    self.left = left
    self.right = right
    self.top = top
    self.bottom = bottom
  }

  public var isZero: Bool { left == 0 && right == 0 && top == 0 && bottom == 0 }
}

extension OutpaintEdges: CustomStringConvertible {
  public var description: String { "left \(left), right \(right), top \(top), bottom \(bottom)" }
}
