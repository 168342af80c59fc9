import Raster

extension Measure {
  package static let truthSharpness = Measure(
    id: "truth.sharpness", title: "New region against the truth: fine texture", unit: "log₂", direction: .toward(0),
    decimals: 2, noticeable: 0.5)

  package static let truthTone = Measure(
    id: "truth.tone", title: "New region against the truth: brightness", unit: "levels", direction: .toward(0),
    decimals: 2, noticeable: 3)
}

/// What the new region has of the truth's texture and brightness, wherever it lies.
///
/// Fine texture is log₂ of the quotient of the mean texture energies (see `TextureEnergy`), brightness the difference of
/// the mean luminances of the side where it is largest. 0 is as in the truth.
enum TruthTexture {
  static func sharpness(_ energy: Plane<Float>, truth: Plane<Float>, kept: Rect) -> Double {
    Mathematics.binaryLogarithm((mean(energy, outside: kept) + 0.25) / (mean(truth, outside: kept) + 0.25))
  }

  static func tone(_ strip: BorderStrip, truth: BorderStrip) -> Double {
    mean(strip) - mean(truth)
  }

  private static func mean(_ plane: Plane<Float>, outside kept: Rect) -> Double {
    let sums = SummedArea(plane)
    let whole = Rect(x: 0, y: 0, width: plane.width, height: plane.height)
    return (sums.sum(whole) - sums.sum(kept)) / Double(max(1, plane.size.area - kept.size.area))
  }

  private static func mean(_ strip: BorderStrip) -> Double {
    var sum = 0.0
    for line in 0..<strip.new { sum += Double(strip.line(line).reduce(0, +)) }
    return sum / Double(max(1, strip.new * strip.length))
  }
}
