import Raster

/// Moves and scales a source over a picture until the two agree best.
///
/// Gauss-Newton on the squared difference, with brightness and contrast free: Lucas and Kanade 1981, An iterative image
/// registration technique; Baker and Matthews 2004, DOI 10.1023/B:VISI.0000011205.11775.fd, section 2.
struct PlacementFit {
  /// Points that are compared; more add no precision that counts.
  private static let points = 12_000

  private let source: Plane<Float>
  private let picture: Plane<Float>

  /// Points are taken in every n-th row and column.
  private let gap: Int

  init(_ source: Plane<Float>, in picture: Plane<Float>) {
    self.source = source
    self.picture = picture
    var gap = 1
    while source.size.area / (gap * gap) > Self.points { gap += 1 }
    self.gap = gap
  }

  /// The best placement near `start`.
  func refined(_ start: Placement, steps: Int = 12) -> Placement {
    var best = start
    var current = start
    var bestCorrelation = -1.0
    for _ in 0..<steps {
      let equations = equations(at: current)
      let correlation = equations.correlation
      if correlation > bestCorrelation {
        best = current
        bestCorrelation = correlation
      } else if correlation < bestCorrelation - 0.05 {
        break
      }
      guard let step = equations.solution else { break }
      // The unknowns are the way of the middle, and of the right and lower edges against it.
      let (width, height) = (Double(source.width), Double(source.height))
      current.scaleX += 2 * step[1] / width
      current.scaleY += 2 * step[3] / height
      current.x += step[0] - step[1]
      current.y += step[2] - step[3]
      guard current.scaleX > 0.05, current.scaleY > 0.05 else { break }
      if step[0..<4].allSatisfy({ $0.magnitude < 0.004 }) {
        if self.equations(at: current).correlation > bestCorrelation { best = current }
        break
      }
    }
    return best
  }

  /// How alike both are there, -1...1, whatever their brightness and contrast.
  func correlation(at placement: Placement) -> Double { equations(at: placement).correlation }

  private func equations(at placement: Placement) -> NormalEquations {
    var result = NormalEquations()
    let values = source.values.span
    let target = picture.values.span
    let (width, height) = (picture.width, picture.height)
    for j in stride(from: gap / 2, to: source.height, by: gap) {
      let down = Double(j) + 0.5
      let y = placement.y + placement.scaleY * down - 0.5
      guard y >= 0, y < Double(height - 1) else { continue }
      let row = Int(y)
      let fy = y - Double(row)
      let v = 2 * down / Double(source.height) - 1
      for i in stride(from: gap / 2, to: source.width, by: gap) {
        let across = Double(i) + 0.5
        let x = placement.x + placement.scaleX * across - 0.5
        guard x >= 0, x < Double(width - 1) else { continue }
        let column = Int(x)
        let fx = x - Double(column)
        let place = row * width + column
        let (a, b) = (Double(target[place]), Double(target[place + 1]))
        let (c, d) = (Double(target[place + width]), Double(target[place + width + 1]))
        let dx = (b - a) * (1 - fy) + (d - c) * fy
        let dy = (c - a) * (1 - fx) + (d - b) * fx
        let value = (a * (1 - fx) + b * fx) * (1 - fy) + (c * (1 - fx) + d * fx) * fy
        let u = 2 * across / Double(source.width) - 1
        result.add(
          value: value, source: Double(values[j * source.width + i]), row: [dx, dx * u, dy, dy * v])
      }
    }
    // A source that hardly overlaps the picture is not in it.
    let lattice = ((source.width + gap - 1) / gap) * ((source.height + gap - 1) / gap)
    return result.count * 2 >= lattice ? result : NormalEquations()
  }
}
