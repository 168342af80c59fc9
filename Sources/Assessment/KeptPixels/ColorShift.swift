package import Raster

extension Measure {
  package static let keptColorMean = Measure(
    id: "kept.color.mean", title: "Kept pixels: colour difference, mean", unit: "ΔE00", direction: .lower, decimals: 2,
    noticeable: 0.3)

  package static let keptColorHigh = Measure(
    id: "kept.color.p95", title: "Kept pixels: colour difference, 95th percentile", unit: "ΔE00", direction: .lower,
    decimals: 2, noticeable: 1)

  package static let keptTint = Measure(
    id: "kept.tint", title: "Kept pixels: colour shift of areas", unit: "ΔE00", direction: .lower, decimals: 2,
    noticeable: 0.15)
}

/// How far colours have moved between two pictures that should be equal: CIEDE2000 differences; lower is better.
///
/// ``mean`` and ``percentile95`` are those of single pixels, which a lossy format changes too. ``tint`` is the mean
/// difference of the mean colours of blocks of 32×32 pixels, where the errors of a format average out and a model's
/// change of colours stays.
package struct ColorShift: Hashable, Sendable {
  package let mean: Double
  package let percentile95: Double
  package let tint: Double

  /// Pixels are taken on a lattice that leaves about this many of them.
  private static let samples = 1 << 17

  package init(_ a: Image, _ b: Image) {
    precondition(a.size == b.size, "pictures of \(a.size) and \(b.size)")
    var gap = 1
    while a.size.area / (gap * gap) > Self.samples { gap += 1 }
    var differences: [Double] = []
    differences.reserveCapacity(a.size.area / (gap * gap) + a.width + a.height)
    for y in stride(from: gap / 2, to: a.height, by: gap) {
      for x in stride(from: gap / 2, to: a.width, by: gap) {
        let (p, q) = (a[x: x, y: y], b[x: x, y: y])
        differences.append(p == q ? 0 : LabColor(p).difference(to: LabColor(q)))
      }
    }
    mean = differences.mean ?? 0
    percentile95 = differences.percentile(0.95) ?? 0
    tint = Self.blockDifferences(a, b).mean ?? 0
  }

  private static func blockDifferences(_ a: Image, _ b: Image) -> [Double] {
    let side = 32
    var result: [Double] = []
    for y in stride(from: 0, to: a.height, by: side) {
      for x in stride(from: 0, to: a.width, by: side) {
        let block = Rect(x: x, y: y, width: min(side, a.width - x), height: min(side, a.height - y))
        result.append(meanColor(of: a, in: block).difference(to: meanColor(of: b, in: block)))
      }
    }
    return result
  }

  private static func meanColor(of image: Image, in rect: Rect) -> LabColor {
    let pixels = image.pixels.span
    var (red, green, blue) = (0, 0, 0)
    for y in rect.rows {
      for x in rect.columns {
        let i = y * image.stride + 4 * x
        red += Int(pixels[i])
        green += Int(pixels[i + 1])
        blue += Int(pixels[i + 2])
      }
    }
    let count = Double(rect.size.area)
    return LabColor(red: Double(red) / count, green: Double(green) / count, blue: Double(blue) / count)
  }
}
