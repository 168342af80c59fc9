import Raster

extension Measure {
  package static let sharpnessSeam = Measure(
    id: "sharpness.seam", title: "Sharpness on either side of the border", unit: "log₂", direction: .toward(0),
    decimals: 2, noticeable: 0.5)

  package static let sharpnessRegion = Measure(
    id: "sharpness.region", title: "Sharpness of the whole new region", unit: "log₂", direction: .toward(0),
    decimals: 2, noticeable: 0.3)
}

/// Whether the new region is as sharp as the known one.
///
/// At the border: the energy of second differences along the lines, so that the border itself has no part in it, of
/// the first 8 new lines against the last 8 known ones; log₂ of the ratio in pieces of 32 pixels with known texture, and
/// of these the median over all sides: a single side may well end at the edge of a building. Depth of field changes
/// slowly, so a photograph has about 0 there; -2 is a blur that begins at the border.
///
/// Of the whole region: the energy of second differences at full size over that at half size, which depends on how
/// sharp texture is and little on how much of it there is; log₂ of this quotient in the new region over that in the
/// known one.
enum Sharpness {
  private static let lines = 8
  private static let piece = 32

  /// Second differences of smaller energy are rounding and noise of the format.
  private static let floor = 0.5

  /// The least energy of known texture that a loss of it can be seen in.
  private static let least = 2.0

  /// The ratios of one side's pieces, as logarithms.
  static func ratiosAtBorder(_ strip: BorderStrip) -> [Double] {
    guard strip.known >= lines, strip.new >= lines, strip.length >= piece else { return [] }
    return stride(from: 0, through: strip.length - piece, by: piece).compactMap { start in
      let known = energy(strip, -lines..<0, from: start)
      if known < least { return nil }
      return Mathematics.binaryLogarithm((energy(strip, 0..<lines, from: start) + floor) / (known + floor))
    }
  }

  /// Their median; nil where there are too few to tell.
  static func median(of ratios: [Double]) -> Double? { ratios.count >= 4 ? ratios.median : nil }

  private static func energy(_ strip: BorderStrip, _ lines: Range<Int>, from start: Int) -> Double {
    var sum = 0.0
    let values = strip.plane.values
    for line in lines {
      let row = (strip.known + line) * strip.length + start
      for i in row + 1..<row + piece - 1 {
        let second = values[i - 1] - 2 * values[i] + values[i + 1]
        sum += Double(second * second)
      }
    }
    return sum / Double(lines.count * (piece - 2))
  }

  /// The value of a whole new region; nil where there is no texture to compare.
  ///
  /// - Parameter half: the canvas at half size.
  static func ofRegion(_ full: Plane<Float>, half: Plane<Float>, kept: Rect) -> Double? {
    let fine = energies(full, kept: kept)
    let coarse = energies(
      half, kept: Rect(x: kept.x / 2, y: kept.y / 2, width: kept.width / 2, height: kept.height / 2))
    guard coarse.known > least, coarse.new > least else { return nil }
    func quotient(_ fine: Double, _ coarse: Double) -> Double { (fine + floor) / (coarse + floor) }
    return Mathematics.binaryLogarithm(quotient(fine.new, coarse.new) / quotient(fine.known, coarse.known))
  }

  private static func energies(_ plane: Plane<Float>, kept: Rect) -> (known: Double, new: Double) {
    var (known, new) = (0.0, 0.0)
    var (knownCount, newCount) = (0, 0)
    let values = plane.values.span
    for y in 0..<plane.height {
      let isKept = kept.rows.contains(y)
      var (inner, outer) = (0.0, 0.0)
      for x in 1..<max(1, plane.width - 1) {
        let i = y * plane.width + x
        let second = values[i - 1] - 2 * values[i] + values[i + 1]
        if isKept && x >= kept.x && x < kept.maxX {
          inner += Double(second * second)
        } else {
          outer += Double(second * second)
        }
      }
      known += inner
      new += outer
      let keptColumns = isKept ? kept.width : 0
      knownCount += keptColumns
      newCount += plane.width - keptColumns
    }
    return (known / Double(max(1, knownCount)), new / Double(max(1, newCount)))
  }
}
