/// Random numbers by place: a hash (lowbias32 of Wellons 2018) seeds a 32-bit xorshift (Marsaglia 2003).
package struct ReferenceRandom {
  private var state: UInt32

  package init(key: UInt32, index: Int) {
    state = Self.hash(key &+ UInt32(index)) | 1
  }

  package mutating func next(below bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 17
    state ^= state << 5
    return Int(state) * bound / (1 << 32)
  }

  /// The key of one sweep.
  package static func key(seed: UInt64, level: Int, iteration: Int, pass: Int) -> UInt32 {
    var key = hash(UInt32(seed % (1 << 32)))
    key = hash(key ^ (UInt32(seed / (1 << 32)) &* 0x9e37_79b9))
    for value in [level, iteration, pass] {
      key = hash(key &+ (UInt32(value) &* 0x85eb_ca6b) &+ 0x9e37_79b9)
    }
    return key
  }

  private static func hash(_ value: UInt32) -> UInt32 {
    var v = value
    v ^= v >> 16
    v = v &* 0x7feb_352d
    v ^= v >> 15
    v = v &* 0x846c_a68b
    v ^= v >> 16
    return v
  }
}
