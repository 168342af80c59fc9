import Raster

/// Sums over rectangles of a plane in four look-ups each (Crow 1984, DOI 10.1145/800031.808600).
struct SummedArea: Sendable {
  private let stride: Int
  private let sums: [Double]

  init(_ plane: Plane<Float>, squared: Bool = false) {
    stride = plane.width + 1
    var sums = [Double](repeating: 0, count: stride * (plane.height + 1))
    let source = plane.values.span
    var target = sums.mutableSpan
    for y in 0..<plane.height {
      var row = 0.0
      for x in 0..<plane.width {
        let value = Double(source[y * plane.width + x])
        row += squared ? value * value : value
        let place = (y + 1) * stride + x + 1
        target[place] = target[place - stride] + row
      }
    }
    self.sums = sums
  }

  func sum(x: Int, y: Int, width: Int, height: Int) -> Double {
    let top = y * stride + x
    let bottom = (y + height) * stride + x
    return sums[bottom + width] - sums[bottom] - sums[top + width] + sums[top]
  }

  func sum(_ rect: Rect) -> Double { sum(x: rect.x, y: rect.y, width: rect.width, height: rect.height) }

  func mean(_ rect: Rect) -> Double { sum(rect) / Double(max(1, rect.size.area)) }
}
