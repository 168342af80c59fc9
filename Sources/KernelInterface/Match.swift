/// Where a target patch finds its content: the corner of a source patch, plain or in the horizontally flipped source.
///
/// Packed so that the match of the patch one pixel to the right is `next`, one pixel down `below`, flipped or not:
/// bits 0...14 hold x, bit 15 the flip, bits 16...31 y.
@frozen
public struct Match: Hashable, Sendable, BitwiseCopyable {
  public let rawValue: UInt32

  @inlinable @inline(__always)
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// - Parameters:
  ///   - x: column of the corner, 0...32767, counted in the flipped source when `flipped`.
  ///   - y: row of the corner, 0...65535.
  @inlinable @inline(__always)
  public init(x: Int, y: Int, flipped: Bool) {
    rawValue = UInt32(truncatingIfNeeded: y &<< 16 | (flipped ? 0x8000 : 0) | x)
  }

  @inlinable @inline(__always)
  public var x: Int { Int(rawValue & 0x7fff) }

  @inlinable @inline(__always)
  public var y: Int { Int(rawValue &>> 16) }

  @inlinable @inline(__always)
  public var isFlipped: Bool { rawValue & 0x8000 != 0 }

  /// The match that continues this one, one pixel to the right.
  @inlinable @inline(__always)
  public var next: Match { Match(rawValue: rawValue &+ 1) }

  /// The match that continues this one, one pixel down.
  @inlinable @inline(__always)
  public var below: Match { Match(rawValue: rawValue &+ 0x1_0000) }

  /// Largest column of a source corner.
  public static var maximumX: Int { 0x7fff }

  /// Largest row of a source corner.
  public static var maximumY: Int { 0xffff }
}
