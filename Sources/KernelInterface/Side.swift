/// A side of a picture, in the order of the saliency maps.
@frozen
public enum Side: CaseIterable, Hashable, Sendable {
  case left, top, bottom, right

  /// Place of its map among those of all sides.
  ///
  /// Not a raw value: that would be a function which all builds of the kernels share.
  @inlinable @inline(__always)
  public var index: Int {
    switch self {
    case .left: 0
    case .top: 1
    case .bottom: 2
    case .right: 3
    }
  }
}
