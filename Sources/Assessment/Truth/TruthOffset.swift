import Raster

extension Measure {
  package static let truthOffset = Measure(
    id: "truth.offset", title: "New region against the truth: displacement", unit: "px", direction: .lower, decimals: 2,
    noticeable: 0.5)
}

/// How far the new region lies beside where the truth has the same content; lower is better.
///
/// For each side the shift of up to 12 pixels at which the two correlate best, local means removed, sought at half
/// size, then at full size, and between pixels by the parabola through the highest value and its neighbours. Regions
/// that are other content than the truth, and do not correlate at any shift, have no displacement.
enum TruthOffset {
  /// The least correlation of regions that show the same.
  private static let alike = 0.6

  /// How deep a strip to look at.
  static let depth = 128

  /// The longest shift at half size; a third of a shallower strip, so that enough of it overlaps.
  private static let reach = 6

  /// - Parameters:
  ///   - full: strips of one side of the picture and of the truth, local means removed.
  ///   - half: the same at half size.
  static func value(full: (BorderStrip, BorderStrip), half: (BorderStrip, BorderStrip)) -> Double? {
    let reach = min(Self.reach, half.0.new / 3)
    guard reach >= 2, half.0.length >= 6 * reach else { return nil }
    let coarse = best(half.0, half.1, around: (0, 0), reach: reach)
    let fine = best(full.0, full.1, around: (2 * coarse.across, 2 * coarse.along), reach: 1)
    if fine.correlation < alike { return nil }
    func at(_ across: Int, _ along: Int) -> Double {
      correlation(full.0, full.1, across: fine.across + across, along: fine.along + along)
    }
    let across = Double(fine.across) + vertex(at(-1, 0), fine.correlation, at(1, 0))
    let along = Double(fine.along) + vertex(at(0, -1), fine.correlation, at(0, 1))
    return (across * across + along * along).squareRoot()
  }

  private static func best(
    _ a: BorderStrip, _ b: BorderStrip, around center: (across: Int, along: Int), reach: Int
  ) -> (across: Int, along: Int, correlation: Double) {
    var best = (across: center.across, along: center.along, correlation: -1.0)
    for across in center.across - reach...center.across + reach {
      for along in center.along - reach...center.along + reach {
        let found = correlation(a, b, across: across, along: along)
        if found > best.correlation { best = (across, along, found) }
      }
    }
    return best
  }

  /// The correlation of the new lines of `a` with those of `b` that lie `across` lines further in and `along` pixels
  /// before.
  private static func correlation(_ a: BorderStrip, _ b: BorderStrip, across: Int, along: Int) -> Double {
    let columns = max(0, along)..<min(a.length, a.length + along)
    let lines = max(0, across)..<min(a.new, a.new + across)
    let (first, second) = (a.plane.values.span, b.plane.values.span)
    var (ab, aa, bb): (Double, Double, Double) = (0, 0, 0)
    for line in stride(from: lines.lowerBound, to: lines.upperBound, by: 2) {
      let here = (a.known + line) * a.length
      let there = (b.known + line - across) * b.length - along
      var (xy, xx, yy): (Float, Float, Float) = (0, 0, 0)
      for i in columns {
        let (x, y) = (first[here + i], second[there + i])
        xy += x * y
        xx += x * x
        yy += y * y
      }
      ab += Double(xy)
      aa += Double(xx)
      bb += Double(yy)
    }
    // Half a level a pixel is noise.
    let least = 0.25 * Double(lines.count / 2 * columns.count)
    return ab / ((aa + least) * (bb + least)).squareRoot()
  }

  /// Where the parabola through three neighbouring values is highest, -½...½ from the middle one.
  private static func vertex(_ before: Double, _ here: Double, _ after: Double) -> Double {
    let bend = before - 2 * here + after
    return bend < 0 ? max(-0.5, min(0.5, (before - after) / (2 * bend))) : 0
  }
}
