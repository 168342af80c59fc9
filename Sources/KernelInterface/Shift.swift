/// How a part of the canvas copies the source: by one offset, plain or mirrored from left to right.
@frozen
public struct Shift: Hashable, Sendable, BitwiseCopyable {
  /// From a pixel to what it shows, both counted from the corner of the known rectangle; in the flipped source where
  /// `isFlipped`.
  public let x: Int32
  public let y: Int32
  public let isFlipped: Bool

  @inlinable @inline(__always)
  public init(x: Int, y: Int, flipped: Bool = false) {
    self.x = Int32(truncatingIfNeeded: x)
    self.y = Int32(truncatingIfNeeded: y)
    isFlipped = flipped
  }
}
