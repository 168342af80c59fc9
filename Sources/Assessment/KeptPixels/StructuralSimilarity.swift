package import Raster

extension Measure {
  package static let keptSSIM = Measure(
    id: "kept.ssim", title: "Kept pixels: SSIM", unit: "", direction: .higher, decimals: 4, noticeable: 0.01)

  package static let truthSSIM = Measure(
    id: "truth.ssim", title: "New region against the truth: SSIM", unit: "", direction: .higher, decimals: 4,
    noticeable: 0.02)
}

/// The structural similarity index of two planes of luminance, -1...1; higher is better, and 1 is equal.
///
/// At every pixel, with means μ, variances σ² and covariance σ_ab under a Gaussian window of 11×11 pixels and σ = 1.5,
/// C₁ = (0.01 · 255)² and C₂ = (0.03 · 255)²:
///
///     l = (2 μ_a μ_b + C₁) / (μ_a² + μ_b² + C₁),  cs = (2 σ_ab + C₂) / (σ_a² + σ_b² + C₂),  SSIM = l · cs
///
/// and the mean over all pixels whose window lies inside the picture. Wang, Bovik, Sheikh and Simoncelli 2004: Image
/// quality assessment: from error visibility to structural similarity, DOI 10.1109/TIP.2003.819861.
package struct StructuralSimilarity: Hashable, Sendable {
  /// The mean of l · cs.
  package let value: Double

  /// The mean of cs alone, which the coarse scales of MS-SSIM are made of.
  let contrastAndStructure: Double

  private static let window = SeparableFilter(gaussian: 1.5, radius: 5)
  private static let c1: Float = 6.5025
  private static let c2: Float = 58.5225

  /// - Parameter hole: pixels that have a part in windows, but not in the mean.
  package init(_ a: Plane<Float>, _ b: Plane<Float>, outside hole: Rect? = nil) {
    precondition(a.size == b.size, "planes of \(a.size) and \(b.size)")
    // Variances do not change with an offset, and of smaller numbers they are more exact.
    let offset: Float = 128
    let first = Self.map(a) { $0 - offset }
    let second = Self.map(b) { $0 - offset }
    let window = Self.window
    let meanA = window(first)
    let meanB = window(second)
    let squareA = window(Self.map(first) { $0 * $0 })
    let squareB = window(Self.map(second) { $0 * $0 })
    let product = window(Plane.combined(first, second) { $0 * $1 })

    let inside = Self.interior(of: a.size)
    var (similarity, contrast) = (0.0, 0.0)
    var count = 0
    let (ma, mb) = (meanA.values.span, meanB.values.span)
    let (sa, sb, ab) = (squareA.values.span, squareB.values.span, product.values.span)
    for y in inside.rows {
      for columns in Self.columns(of: inside, row: y, outside: hole) {
        for x in columns {
          let i = y * a.width + x
          let spread = (sa[i] - ma[i] * ma[i]) + (sb[i] - mb[i] * mb[i]) + Self.c2
          let cs = (2 * (ab[i] - ma[i] * mb[i]) + Self.c2) / spread
          let (x, y) = (ma[i] + offset, mb[i] + offset)
          let l = (2 * x * y + Self.c1) / (x * x + y * y + Self.c1)
          similarity += Double(l * cs)
          contrast += Double(cs)
        }
        count += columns.count
      }
    }
    value = count == 0 ? 1 : similarity / Double(count)
    contrastAndStructure = count == 0 ? 1 : contrast / Double(count)
  }

  /// Places whose window lies inside; of pictures smaller than that, all.
  private static func interior(of size: Size) -> Rect {
    let margin = min(size.width, size.height) > 2 * window.radius ? window.radius : 0
    return Rect(x: margin, y: margin, width: size.width - 2 * margin, height: size.height - 2 * margin)
  }

  private static func columns(of rect: Rect, row: Int, outside hole: Rect?) -> [Range<Int>] {
    guard let hole, hole.rows.contains(row) else { return [rect.columns] }
    let left = rect.x..<max(rect.x, min(hole.x, rect.maxX))
    let right = min(rect.maxX, max(hole.maxX, rect.x))..<rect.maxX
    return [left, right]
  }

  @inline(__always)
  private static func map(_ plane: Plane<Float>, _ body: (Float) -> Float) -> Plane<Float> {
    var result = plane
    var values = result.values.mutableSpan
    for i in 0..<plane.size.area { values[i] = body(values[i]) }
    return result
  }
}
