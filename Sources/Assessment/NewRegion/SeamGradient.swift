import Raster

extension Measure {
  package static let seamGradient = Measure(
    id: "seam.gradient", title: "Seam: gradient across the border", unit: "×", direction: .toward(1), decimals: 2,
    noticeable: 0.3)
}

/// How visible the border is as a line: the gradient across it against those across parallel lines of the known region.
///
/// With g(d) the mean over a line of the length of the RGB difference between lines d - 1 and d:
/// (g(0) + 1) / (mean g(-3…-24) + 1), for each side. The level that is added keeps the edges of a format's blocks, which
/// show in plain areas, from being taken for a seam. 1 is a border that cannot be told from any other line; more is a
/// seam, less a smear.
enum SeamGradient {
  /// Lines that are needed on the known side.
  static let depth = 25

  /// - Parameter channels: strips of one side, of red, green and blue.
  static func value(_ channels: [BorderStrip]) -> Double? {
    guard let strip = channels.first, strip.known >= depth, strip.length > 0 else { return nil }
    func gradient(_ line: Int) -> Double {
      let planes = channels.map(\.plane.values)
      let here = (strip.known + line) * strip.length
      let before = here - strip.length
      var sum = 0.0
      for i in 0..<strip.length {
        var squares: Float = 0
        for values in planes {
          let difference = values[here + i] - values[before + i]
          squares += difference * difference
        }
        sum += Double(squares.squareRoot())
      }
      return sum / Double(strip.length)
    }
    let parallel = (3...24).map { gradient(-$0) }.mean ?? 0
    return (gradient(0) + 1) / (parallel + 1)
  }
}
