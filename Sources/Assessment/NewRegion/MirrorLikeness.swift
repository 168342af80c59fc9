import Raster

extension Measure {
  package static let mirror = Measure(
    id: "mirror.likeness", title: "Likeness to the source mirrored at the border", unit: "", direction: .lower,
    decimals: 2, noticeable: 0.1)
}

/// Whether the new region is the known one turned over at its border.
///
/// The correlation, up to 96 lines deep and with local means removed, of the new lines with the known ones in reverse
/// order; the border line may be repeated or not. About 0 for anything else, 1 for a mirror.
enum MirrorLikeness {
  /// Lines that are worth looking at on either side.
  static let depth = 100

  static func value(_ strip: BorderStrip) -> Double? {
    let depth = min(strip.new, strip.known - 2, 96)
    guard depth >= 12, strip.length >= 16 else { return nil }
    // Each half by itself: a filter across the border would make both alike there.
    let new = highPass(strip.lines(0..<depth))
    let known = highPass(strip.lines(-depth - 2..<0))
    return (0...2).map { skipped in correlation(new, known, skipping: skipped) }.max()
  }

  private static func highPass(_ plane: Plane<Float>) -> Plane<Float> {
    Plane.combined(plane, SeparableFilter(boxOf: 17)(plane)) { $0 - $1 }
  }

  private static func correlation(_ new: Plane<Float>, _ known: Plane<Float>, skipping: Int) -> Double {
    var (ab, aa, bb) = (0.0, 0.0, 0.0)
    for line in 0..<new.height {
      let reversed = known.height - 1 - line - skipping
      for i in 0..<new.width {
        let x = Double(new.values[line * new.width + i])
        let y = Double(known.values[reversed * known.width + i])
        ab += x * y
        aa += x * x
        bb += y * y
      }
    }
    // A level for every hundredth pixel: a blank area is like nothing.
    let least = 0.01 * Double(new.size.area)
    return ab / ((aa + least) * (bb + least)).squareRoot()
  }
}
