import Raster

extension Measure {
  package static let seamOffset = Measure(
    id: "seam.offset", title: "Seam: displacement of what goes on over the border", unit: "px", direction: .lower,
    decimals: 1, noticeable: 1)
}

/// How far the new region is displaced against the source, told by the border alone; lower is better.
///
/// The first new line is compared, by normalized cross-correlation of its derivative, with the known lines before it
/// at shifts along the border. In a photograph the line next to it, unshifted, is the most similar one. Where another
/// is more similar by a clear margin, the new region goes on from there: content was repeated or moved sideways.
/// Content that was left out shows at the opposite side or not at all.
enum SeamOffset {
  private static let reach = 8

  /// By how much the correlation must exceed that of the unshifted neighbour.
  private static let margin = 0.08

  /// Lines that are needed on the known side.
  static let depth = reach

  static func value(_ strip: BorderStrip) -> Double? {
    guard strip.known >= reach, strip.new > 0, strip.length >= 64 else { return nil }
    let new = derivative(strip.line(0))
    let known = (0..<reach).map { derivative(strip.line(-1 - $0)) }
    guard let straight = correlation(new, known[0], shift: 0) else { return nil }
    var best = (correlation: straight + margin, distance: 0.0)
    for (back, line) in known.enumerated() {
      for shift in -reach...reach {
        guard let found = correlation(new, line, shift: shift), found > best.correlation else { continue }
        best = (found, Double(back * back + shift * shift).squareRoot())
      }
    }
    return best.correlation >= 0.6 ? best.distance : 0
  }

  private static func derivative(_ line: ArraySlice<Float>) -> [Float] {
    let line = Array(line)
    return (1..<line.count - 1).map { line[$0 + 1] - line[$0 - 1] }
  }

  /// The correlation of `a` with `b` moved by `shift`; nil where there is nothing to compare.
  private static func correlation(_ a: [Float], _ b: [Float], shift: Int) -> Double? {
    var (ab, aa, bb): (Float, Float, Float) = (0, 0, 0)
    for i in reach..<a.count - reach {
      let (x, y) = (a[i], b[i - shift])
      ab += x * y
      aa += x * x
      bb += y * y
    }
    // Less than two levels a pixel is noise, or the format's.
    let least = 4 * Float(a.count)
    guard aa > least, bb > least else { return nil }
    return Double(ab / (aa * bb).squareRoot())
  }
}
