import Raster

extension Measure {
  package static let seamStep = Measure(
    id: "seam.step", title: "Seam: step of brightness or colour along the whole border", unit: "levels",
    direction: .lower, decimals: 2, noticeable: 1)
}

/// Continuity of colour and luminance: a step that runs along the whole border, in levels of 0...255; lower is better.
///
/// Of the differences between the lines on either side of the border, the mean of the middle half (which leaves edges
/// of the content aside), less the same for parallel lines nearby, in units of their own scatter: what exceeds two
/// standard deviations of these is the step. Of red, green, blue and their luminance, the largest counts. Pixels that
/// are black or white already cannot show a step and are left out.
///
/// The interquartile mean is that of Tukey 1977, Exploratory Data Analysis; no publication of the measure is known.
enum SeamStep {
  /// Lines that are looked at on either side.
  static let depth = 13

  /// Lines next to the border that may be a part of it.
  private static let guarded = 2

  /// - Parameter channels: strips of one side, of red, green and blue, or of anything else with levels.
  static func value(_ channels: [BorderStrip]) -> Double? {
    channels.compactMap(value).max()
  }

  private static func value(_ strip: BorderStrip) -> Double? {
    let depth = min(depth, strip.known, strip.new)
    guard depth > guarded, let here = step(strip, 0) else { return nil }
    let parallel = (-depth + 1..<depth).filter { abs($0) >= guarded }.compactMap { step(strip, $0) }
    guard parallel.count >= 4, let usual = parallel.median else { return nil }
    // The median absolute deviation, as a standard deviation.
    let scatter = 1.4826 * (parallel.map { ($0 - usual).magnitude }.median ?? 0)
    return max(0, (here - usual).magnitude - 2 * scatter)
  }

  /// The mean of the middle half of the differences between a line and the one before it.
  private static func step(_ strip: BorderStrip, _ line: Int) -> Double? {
    let (before, after) = (strip.line(line - 1), strip.line(line))
    var counts = [Int](repeating: 0, count: 1023)
    var total = 0
    for (p, q) in zip(before, after) where p > 4 && q > 4 && p < 251 && q < 251 {
      // In half levels: luminance has fractions.
      counts[Int((2 * (q - p)).rounded()) + 511] += 1
      total += 1
    }
    guard total >= max(16, strip.length / 8) else { return nil }
    return interquartileMean(counts, total: total).map { ($0 - 511) / 2 }
  }

  /// The mean position of the middle half of what was counted.
  private static func interquartileMean(_ counts: [Int], total: Int) -> Double? {
    let (lower, upper) = (Double(total) / 4, Double(total) * 3 / 4)
    var (passed, sum) = (0.0, 0.0)
    for (position, count) in counts.enumerated() where count > 0 {
      let next = passed + Double(count)
      sum += Double(position) * max(0, min(next, upper) - max(passed, lower))
      passed = next
    }
    return sum / (upper - lower)
  }
}
