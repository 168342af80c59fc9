import Raster

extension Measure {
  package static let seamColor = Measure(
    id: "seam.color", title: "Seam: local colour steps over the border", unit: "×", direction: .toward(1), decimals: 2,
    noticeable: 0.5)
}

/// Continuity of colour from place to place along the border.
///
/// The RGB distance between the mean colours of 8×8 pixels on either side of the border, against the same for parallel
/// lines 10 to 30 pixels inside the known region, averaged along each side. 1 is what the photograph has by itself;
/// more means that colours change abruptly.
enum SeamColor {
  private static let cell = 8

  /// Lines that are needed on the known side.
  static let depth = 38

  static func value(_ channels: [BorderStrip]) -> Double? {
    guard let strip = channels.first, strip.known >= depth, strip.new >= cell, strip.length >= cell else { return nil }
    let sums = channels.map { SummedArea($0.plane) }
    func step(_ line: Int) -> Double {
      var total = 0.0
      let blocks = strip.length / cell
      for block in 0..<blocks {
        var squares = 0.0
        for sum in sums {
          let row = strip.known + line
          let inner = sum.sum(x: block * cell, y: row - cell, width: cell, height: cell)
          let outer = sum.sum(x: block * cell, y: row, width: cell, height: cell)
          let difference = (outer - inner) / Double(cell * cell)
          squares += difference * difference
        }
        total += squares.squareRoot()
      }
      return total / Double(blocks)
    }
    let parallel = [10, 14, 18, 22, 26, 30].map { step(-$0) }.mean ?? 0
    return step(0) / max(parallel, 1)
  }
}
