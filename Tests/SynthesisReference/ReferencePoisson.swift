/// A grid of four values a place, some places fixed.
package struct ReferencePoisson: Sendable {
  package var width: Int
  package var height: Int
  package var values: [Float]
  package var isFixed: [Bool]

  package init(width: Int, height: Int, values: [Float], isFixed: [Bool]) {
    self.width = width
    self.height = height
    self.values = values
    self.isFixed = isFixed
  }

  private func value(x: Int, y: Int, _ channel: Int) -> Float { values[(y * width + x) * 4 + channel] }

  /// The grid after each free place of one colour has become `gain` times the sum of its neighbours less the divergence.
  ///
  /// Beyond the edge lies the mirror image of what is within.
  package func relaxed(gain: Float, divergence: [Float]? = nil, parity: Int) -> ReferencePoisson {
    var result = self
    for y in 0..<height {
      for x in 0..<width where (x + y + parity) % 2 == 0 && !isFixed[y * width + x] {
        let (left, right) = (x == 0 ? 1 : x - 1, x == width - 1 ? x - 1 : x + 1)
        let (above, below) = (y == 0 ? 1 : y - 1, y == height - 1 ? y - 1 : y + 1)
        for c in 0..<4 {
          let across = value(x: left, y: y, c) + value(x: right, y: y, c)
          let down = value(x: x, y: above, c) + value(x: x, y: below, c)
          let sum = across + down - (divergence?[(y * width + x) * 4 + c] ?? 0)
          result.values[(y * width + x) * 4 + c] = sum * gain
        }
      }
    }
    return result
  }

  /// The grid with its free places read off a grid of half the size.
  package func prolonged(from coarse: ReferencePoisson) -> ReferencePoisson {
    var result = self
    for y in 0..<height {
      for x in 0..<width where !isFixed[y * width + x] {
        // The centre of place x lies at x / 2 - 1/4 of the coarse grid.
        let across = Blend(2 * x - 1, quarters: 4, count: coarse.width)
        let down = Blend(2 * y - 1, quarters: 4, count: coarse.height)
        for c in 0..<4 { result.values[(y * width + x) * 4 + c] = coarse.blended(across, down, c) }
      }
    }
    return result
  }

  /// A grid of half the size: a place has the mean of its fixed four, or 0 where none is, and the sum of their divergence.
  ///
  /// The last of an odd number of columns or rows counts twice.
  package func restricted(divergence: [Float]) -> (grid: ReferencePoisson, divergence: [Float]) {
    let (halfWidth, halfHeight) = ((width + 1) / 2, (height + 1) / 2)
    let count = halfWidth * halfHeight
    var result = ReferencePoisson(
      width: halfWidth, height: halfHeight, values: [Float](repeating: 0, count: count * 4),
      isFixed: [Bool](repeating: false, count: count))
    var sums = [Float](repeating: 0, count: count * 4)
    for place in 0..<count {
      let (x, y) = (place % halfWidth * 2, place / halfWidth * 2)
      let places = [y, min(y + 1, height - 1)].flatMap { row in
        [x, min(x + 1, width - 1)].map { row * width + $0 }
      }
      let fixed = places.filter { isFixed[$0] }
      result.isFixed[place] = !fixed.isEmpty
      for c in 0..<4 {
        for finer in places { sums[place * 4 + c] += divergence[finer * 4 + c] }
        let sum: Float = fixed.reduce(0) { $0 + values[$1 * 4 + c] }
        result.values[place * 4 + c] = fixed.isEmpty ? 0 : sum / Float(fixed.count)
      }
    }
    return (result, sums)
  }

  /// The value at the centre of a pixel, places lying `spacing` pixels apart.
  package func value(x: Int, y: Int, spacing: Int, channel: Int) -> Float {
    let step = 1 / Float(spacing)
    let across = Blend(max(0, (Float(x) + 0.5) * step - 0.5), count: width)
    let down = Blend(max(0, (Float(y) + 0.5) * step - 0.5), count: height)
    return blended(across, down, channel)
  }

  /// A voted value with the membrane added, rounded, within 0...255 in 1/32 steps.
  package static func sum(_ voted: Int, _ membrane: Float) -> Int {
    Int(min(max(Float(voted) + membrane + 0.5, 0), 8160))
  }

  private func blended(_ across: Blend, _ down: Blend, _ channel: Int) -> Float {
    func row(_ y: Int) -> Float {
      value(x: across.first, y: y, channel) * (1 - across.share) + value(x: across.second, y: y, channel) * across.share
    }
    return row(down.first) * (1 - down.share) + row(down.second) * down.share
  }
}

/// Two neighbouring places and the share of the second.
private struct Blend {
  var first: Int
  var second: Int
  var share: Float

  /// Around `numerator` / `quarters`, places beyond the ends repeated.
  init(_ numerator: Int, quarters: Int, count: Int) {
    let floor = numerator < 0 ? -1 : numerator / quarters
    first = min(max(floor, 0), count - 1)
    second = min(max(floor + 1, 0), count - 1)
    share = Float(numerator - floor * quarters) / Float(quarters)
  }

  /// Around `place`, at least 0.
  init(_ place: Float, count: Int) {
    first = min(Int(place), count - 1)
    second = min(first + 1, count - 1)
    share = place - Float(first)
  }
}
