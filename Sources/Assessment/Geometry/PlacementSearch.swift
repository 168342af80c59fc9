import Raster

/// Looks for a source in a picture at every place and at many scales, at a small size.
///
/// Normalized cross-correlation (Lewis 1995, Fast normalized cross-correlation) at scales 4 % apart, at which the source
/// is a fifth of the picture's width or height up to all of it.
struct PlacementSearch {
  private static let longestSide = 96
  private static let step = 1.04

  /// Sources that would be smaller than this at the small size tell nothing.
  private static let shortestSide = 8

  /// The most promising placements, the best first, in pixels of the planes that were given.
  static func candidates(_ source: Plane<Float>, in picture: Plane<Float>, most: Int = 3) -> [Placement] {
    var small = picture
    var factor = 1.0
    while max(small.width, small.height) > longestSide {
      small = small.halved()
      factor *= 2
    }
    let sums = SummedArea(small)
    let squares = SummedArea(small, squared: true)
    var found: [(placement: Placement, correlation: Double)] = []
    // Scale of the source's pixels in those of the small picture.
    let largest = min(
      Double(small.width) / Double(source.width), Double(small.height) / Double(source.height))
    var scale = largest
    while scale > largest / 5 {
      let size = Size(
        width: Int((Double(source.width) * scale).rounded(.down)),
        height: Int((Double(source.height) * scale).rounded(.down)))
      if min(size.width, size.height) < shortestSide { break }
      let template = reduced(source, to: size)
      if let best = best(template, in: small, sums, squares) {
        let exactX = Double(size.width) / Double(source.width)
        let exactY = Double(size.height) / Double(source.height)
        found.append(
          (
            Placement(
              x: Double(best.x) * factor, y: Double(best.y) * factor, scaleX: exactX * factor, scaleY: exactY * factor),
            best.correlation
          ))
      }
      scale /= step
    }
    return found.sorted { $0.correlation > $1.correlation }.prefix(most).map(\.placement)
  }

  /// The plane at a smaller size: means over the area of each new pixel.
  private static func reduced(_ plane: Plane<Float>, to size: Size) -> Plane<Float> {
    let sums = SummedArea(plane)
    var result = Plane<Float>(size: size, repeating: 0)
    for y in 0..<size.height {
      let (top, bottom) = (y * plane.height / size.height, (y + 1) * plane.height / size.height)
      for x in 0..<size.width {
        let (left, right) = (x * plane.width / size.width, (x + 1) * plane.width / size.width)
        result[x: x, y: y] = Float(
          sums.mean(Rect(x: left, y: top, width: max(1, right - left), height: max(1, bottom - top))))
      }
    }
    return result
  }

  private static func best(
    _ template: Plane<Float>, in picture: Plane<Float>, _ sums: SummedArea, _ squares: SummedArea
  ) -> (x: Int, y: Int, correlation: Double)? {
    let (columns, rows) = (picture.width - template.width + 1, picture.height - template.height + 1)
    guard columns > 0, rows > 0 else { return nil }
    let mean = template.values.reduce(0, +) / Float(template.size.area)
    let centered = template.values.map { $0 - mean }
    let energy = Double(centered.reduce(0) { $0 + $1 * $1 })
    if energy <= 0 { return nil }
    var best: (x: Int, y: Int, correlation: Double)?
    var products = [Float](repeating: 0, count: columns)
    let values = picture.values.span
    for y in 0..<rows {
      for x in 0..<columns { products[x] = 0 }
      var line = products.mutableSpan
      for j in 0..<template.height {
        let start = (y + j) * picture.width
        for i in 0..<template.width {
          let weight = centered[j * template.width + i]
          for x in 0..<columns { line[x] += weight * values[start + i + x] }
        }
      }
      for x in 0..<columns {
        let window = Rect(x: x, y: y, width: template.width, height: template.height)
        let sum = sums.sum(window)
        let spread = squares.sum(window) - sum * sum / Double(window.size.area)
        let correlation = Double(line[x]) / (energy * max(spread, 1e-3)).squareRoot()
        if correlation > best?.correlation ?? -1 { best = (x, y, correlation) }
      }
    }
    return best
  }
}
