import Raster

extension Measure {
  package static let noise = Measure(
    id: "noise.level", title: "Noise of the new region against the known one", unit: "log₂", direction: .toward(0),
    decimals: 2, noticeable: 0.5)
}

/// The noise of a plane, in levels: the median magnitude of its finest diagonal wavelet coefficients over 0.6745.
///
/// Wavelets of Daubechies with two vanishing moments; coefficients that are exactly 0, as in saturated areas, are left
/// out. Donoho and Johnstone 1994: Ideal spatial adaptation by wavelet shrinkage, DOI 10.1093/biomet/81.3.425, section
/// 4.2. As a measure, log₂((σ_new + ¼) / (σ_known + ¼)): 0 is the grain of the photograph, less is a fill without it.
enum NoiseLevel {
  /// The high-pass filter of db2.
  private static let taps: [Float] = [-0.129_409_52, -0.224_143_87, 0.836_516_3, -0.482_962_9]

  /// The magnitudes of the coefficients whose filter lies inside `rect`, and outside of `hole`.
  static func sigma(_ plane: Plane<Float>, in rect: Rect, outside hole: Rect? = nil) -> Double? {
    // A histogram in steps of 1/64 level is exact enough, and needs no sorting.
    var counts = [Int](repeating: 0, count: 64 * 256)
    var total = 0
    let values = plane.values.span
    for y in stride(from: rect.y, through: rect.maxY - 4, by: 2) {
      for x in stride(from: rect.x, through: rect.maxX - 4, by: 2) {
        if let hole, x + 3 >= hole.x, x < hole.maxX, y + 3 >= hole.y, y < hole.maxY { continue }
        var sum: Float = 0
        for j in 0..<4 {
          let i = (y + j) * plane.width + x
          let row =
            (values[i] * taps[0] + values[i + 1] * taps[1]) + (values[i + 2] * taps[2] + values[i + 3] * taps[3])
          sum += row * taps[j]
        }
        let magnitude = sum.magnitude
        if magnitude < 1e-4 { continue }
        counts[min(Int(magnitude * 64), counts.count - 1)] += 1
        total += 1
      }
    }
    if total == 0 { return nil }
    var rank = Double(total) / 2
    for (step, count) in counts.enumerated() {
      if Double(count) >= rank { return (Double(step) + rank / Double(max(1, count))) / 64 / 0.674_489_75 }
      rank -= Double(count)
    }
    return nil
  }

  static func value(_ canvas: Plane<Float>, kept: Rect) -> Double? {
    let whole = Rect(x: 0, y: 0, width: canvas.width, height: canvas.height)
    guard kept.width >= 32, kept.height >= 32 else { return nil }
    let known = sigma(canvas, in: kept) ?? 0
    let new = sigma(canvas, in: whole, outside: kept) ?? 0
    return Mathematics.binaryLogarithm((new + 0.25) / (known + 0.25))
  }
}
