#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The elementary functions of the system's library, under names that need no import elsewhere.
enum Mathematics {
  static func binaryLogarithm(_ x: Double) -> Double { log2(x) }
  static func decimalLogarithm(_ x: Double) -> Double { log10(x) }
  static func exponential(_ x: Double) -> Double { exp(x) }
  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
  static func cubeRoot(_ x: Double) -> Double { cbrt(x) }
  static func cosine(_ radians: Double) -> Double { cos(radians) }
  static func sine(_ radians: Double) -> Double { sin(radians) }

  /// The angle of the vector (`x`, `y`), -π...π; 0 for the vector of length 0.
  static func angle(x: Double, y: Double) -> Double { atan2(y, x) }
}

extension Array<Double> {
  /// The middle value, or the mean of the two in the middle; nil where there is none.
  var median: Double? { percentile(0.5) }

  var mean: Double? { isEmpty ? nil : reduce(0, +) / Double(count) }

  /// The value below which a share of the others lie, interpolated linearly between neighbours; nil for no values.
  func percentile(_ share: Double) -> Double? {
    if isEmpty { return nil }
    let sorted = sorted()
    let place = share * Double(count - 1)
    let lower = Int(place)
    let upper = Swift.min(lower + 1, count - 1)
    return sorted[lower] + (sorted[upper] - sorted[lower]) * (place - Double(lower))
  }
}
