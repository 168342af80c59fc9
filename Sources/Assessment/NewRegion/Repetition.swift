import Raster

extension Measure {
  package static let repetition = Measure(
    id: "repetition.peak", title: "Repetition beyond the photograph's own", unit: "", direction: .lower, decimals: 2,
    noticeable: 0.1)
}

/// Whether the new region repeats itself: its highest autocorrelation away from the origin, less that of the known
/// strip of equal size beside it.
///
/// At half size, the means of 13×13 pixels removed, at lags of 6 and more pixels at which at least 30 % of the strip
/// overlap and hold 15 % of its energy; normalized by the energies of the overlapping parts. 0 is as repetitive as the
/// photograph; 1 a pattern repeated exactly where the photograph repeats nothing. The normalization is that of Lewis
/// 1995, Fast normalized cross-correlation, section 2.
enum Repetition {
  /// The value of one side; nil for strips that are too small.
  ///
  /// - Parameter strip: at half size.
  static func value(_ strip: BorderStrip) -> Double? {
    let depth = min(strip.new, 256)
    let reference = min(depth, strip.known)
    guard depth >= 16, reference >= 16, strip.length >= 16 else { return nil }
    return peak(strip.lines(0..<depth)) - peak(strip.lines(-reference..<0))
  }

  /// The highest normalized autocorrelation, 0...1; 0 for a plane without texture.
  static func peak(_ plane: Plane<Float>) -> Double {
    let smooth = SeparableFilter(boxOf: 13)(plane)
    let high = Plane.combined(plane, smooth) { $0 - $1 }
    let (width, height) = (plane.width, plane.height)
    let energies = SummedArea(high, squared: true)
    let whole = energies.sum(x: 0, y: 0, width: width, height: height)
    // Less than a level a pixel is noise of the format.
    if whole < Double(plane.size.area) { return 0 }
    // Lags up to 70 % of a side: beyond, too little overlaps.
    let (mostAcross, mostDown) = (width * 7 / 10, height * 7 / 10)
    let correlation = FourierTransform(
      high, width: FourierTransform.length(for: width + mostAcross + 1),
      height: FourierTransform.length(for: height + mostDown + 1)
    ).autocorrelation()
    var best = 0.0
    for down in 0...mostDown {
      for across in -mostAcross...mostAcross {
        if across * across + down * down < 36 { continue }
        let (w, h) = (width - abs(across), height - down)
        if Double(w * h) < 0.3 * Double(plane.size.area) { continue }
        let first = energies.sum(x: max(0, -across), y: 0, width: w, height: h)
        let second = energies.sum(x: max(0, across), y: down, width: w, height: h)
        if min(first, second) < 0.15 * whole { continue }
        let x = across < 0 ? across + correlation.width : across
        best = max(best, Double(correlation[x: x, y: down]) / (first * second).squareRoot())
      }
    }
    return min(1, best)
  }
}
