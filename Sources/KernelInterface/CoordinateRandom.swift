/// Random numbers as a function of (seed, level, iteration, pass, place).
///
/// No state is shared between places, so the numbers do not depend on the order in which threads visit them.
@frozen
public struct CoordinateRandom {
  @usableFromInline var state: UInt32

  /// A generator for one place; `key` comes from ``key(seed:level:iteration:pass:)``.
  @inlinable @inline(__always)
  public init(key: UInt32, index: Int) {
    state = Self.mixed(key &+ UInt32(truncatingIfNeeded: index)) | 1
  }

  /// The next number below `bound`, by multiplication (Lemire 2019, without the rejection step: the bias is below
  /// `bound` / 65536 and the same everywhere).
  @inlinable @inline(__always)
  public mutating func next(below bound: Int) -> Int {
    state ^= state &<< 13
    state ^= state &>> 17
    state ^= state &<< 5
    return Int(truncatingIfNeeded: (UInt64(state) &* UInt64(truncatingIfNeeded: bound)) &>> 32)
  }

  /// A key that differs for each seed, level, iteration and pass.
  public static func key(seed: UInt64, level: Int, iteration: Int, pass: Int) -> UInt32 {
    var key = mixed(UInt32(truncatingIfNeeded: seed))
    key = mixed(key ^ UInt32(truncatingIfNeeded: seed &>> 32) &* 0x9e37_79b9)
    for value in [level, iteration, pass] {
      key = mixed(key &+ UInt32(truncatingIfNeeded: value) &* 0x85eb_ca6b &+ 0x9e37_79b9)
    }
    return key
  }

  /// A permutation of the 32-bit numbers in which every input bit changes about half of the output bits.
  @inlinable @inline(__always)
  static func mixed(_ value: UInt32) -> UInt32 {
    var v = value
    v ^= v &>> 16
    v = v &* 0x7feb_352d
    v ^= v &>> 15
    v = v &* 0x846c_a68b
    v ^= v &>> 16
    return v
  }
}
