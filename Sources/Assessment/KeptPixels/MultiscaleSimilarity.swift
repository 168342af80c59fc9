package import Raster

extension Measure {
  package static let keptMSSSIM = Measure(
    id: "kept.msssim", title: "Kept pixels: MS-SSIM", unit: "", direction: .higher, decimals: 4, noticeable: 0.005)

  package static let truthMSSSIM = Measure(
    id: "truth.msssim", title: "New region against the truth: MS-SSIM", unit: "", direction: .higher, decimals: 4,
    noticeable: 0.02)
}

/// The multi-scale structural similarity of two planes of luminance, 0...1; higher is better, and 1 is equal.
///
/// With cs_j the mean contrast-and-structure of scale j (each scale the means of 2×2 pixels of the one before) and the
/// mean SSIM at the last of five scales: Π cs_j^w_j · SSIM_5^w_5 with w = 0.0448, 0.2856, 0.3001, 0.2363, 0.1333;
/// negative means count as 0. Scales of fewer than 11 pixels a side are left out, and the other weights grow in
/// proportion to make up for them. Wang, Simoncelli and Bovik 2003: Multiscale structural similarity for image quality
/// assessment, DOI 10.1109/ACSSC.2003.1292216.
package struct MultiscaleSimilarity: Hashable, Sendable {
  package let value: Double

  /// SSIM, which is what the first scale gives.
  package let structuralSimilarity: Double

  private static let weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]

  /// - Parameter hole: pixels that have a part in windows, but not in the means.
  package init(_ a: Plane<Float>, _ b: Plane<Float>, outside hole: Rect? = nil) {
    var (first, second, hole) = (a, b, hole)
    var scales: [StructuralSimilarity] = []
    while true {
      scales.append(StructuralSimilarity(first, second, outside: hole))
      if scales.count == Self.weights.count || min(first.width, first.height) < 22 { break }
      first = first.halved()
      second = second.halved()
      hole = hole.map { Self.halved($0, inside: first.size) }
    }
    structuralSimilarity = scales[0].value
    let weights = Self.weights.prefix(scales.count)
    let total = weights.reduce(0, +)
    var product = 1.0
    for (index, (scale, weight)) in zip(scales, weights).enumerated() {
      let mean = index == scales.count - 1 ? scale.value : scale.contrastAndStructure
      product *= Mathematics.power(max(0, mean), weight / total)
    }
    value = product
  }

  private static func halved(_ rect: Rect, inside size: Size) -> Rect {
    let (left, top) = ((rect.x + 1) / 2, (rect.y + 1) / 2)
    let (right, bottom) = (min(rect.maxX / 2, size.width), min(rect.maxY / 2, size.height))
    return Rect(x: left, y: top, width: max(0, right - left), height: max(0, bottom - top))
  }
}
