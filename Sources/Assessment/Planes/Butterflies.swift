/// One-dimensional transforms of a given length, with their roots of unity.
struct Butterflies: Sendable {
  private let count: Int
  private let isInverse: Bool
  private let cosines: [Float]
  private let sines: [Float]

  /// Where each value goes before the first pass: its place with the bits in reverse.
  private let reversed: [Int]

  /// - Parameter count: a power of two.
  init(count: Int, inverse: Bool) {
    precondition(count > 0 && count & (count - 1) == 0, "\(count) is no power of two")
    self.count = count
    isInverse = inverse
    let angles = (0..<max(1, count / 2)).map { (inverse ? 2 : -2) * Double.pi * Double($0) / Double(count) }
    cosines = angles.map { Float(Mathematics.cosine($0)) }
    sines = angles.map { Float(Mathematics.sine($0)) }
    let bits = count.trailingZeroBitCount
    reversed = (0..<count).map { place in
      (0..<bits).reduce(0) { $0 | ((place >> $1) & 1) << (bits - 1 - $1) }
    }
  }

  /// Transforms `count` values from `start` on; an inverse transform divides by `count`.
  func run(_ real: inout [Float], _ imaginary: inout [Float], start: Int) {
    var re = real.mutableSpan
    var im = imaginary.mutableSpan
    for i in 0..<count where reversed[i] > i {
      re.swapAt(start + i, start + reversed[i])
      im.swapAt(start + i, start + reversed[i])
    }
    var half = 1
    while half < count {
      let stride = count / (2 * half)
      var block = start
      while block < start + count {
        for k in 0..<half {
          let (c, s) = (cosines[k * stride], sines[k * stride])
          let (a, b) = (block + k, block + k + half)
          let x = re[b] * c - im[b] * s
          let y = re[b] * s + im[b] * c
          re[b] = re[a] - x
          im[b] = im[a] - y
          re[a] += x
          im[a] += y
        }
        block += 2 * half
      }
      half *= 2
    }
    if isInverse {
      let scale = 1 / Float(count)
      for i in start..<start + count {
        re[i] *= scale
        im[i] *= scale
      }
    }
  }
}
