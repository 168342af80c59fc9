/// Resampling along one axis: where each result begins to look, and integer weights that add up to 16384.
package struct ReferenceAxis: Sendable {
  package var starts: [Int]
  package var taps: [[Int]]

  package init(starts: [Int], taps: [[Int]]) {
    self.starts = starts
    self.taps = taps
  }
}

package enum ReferenceResampling {
  /// Rows of four-sample pixels, resampled along their length; results are in 1/64 steps.
  package static func columns(_ rows: [[Int]], axis: ReferenceAxis) -> [[Int]] {
    rows.map { row in
      axis.starts.indices.flatMap { x in
        (0..<4).map { c in
          let sum = axis.taps[x].enumerated().reduce(0) { $0 + row[(axis.starts[x] + $1.offset) * 4 + c] * $1.element }
          return (sum + 128) / 256
        }
      }
    }
  }

  /// The rows themselves resampled, from 1/64 steps to whole ones.
  package static func rows(_ rows: [[Int]], axis: ReferenceAxis) -> [[Int]] {
    axis.starts.indices.map { y in
      rows[0].indices.map { i in
        let sum = axis.taps[y].enumerated().reduce(0) { $0 + rows[axis.starts[y] + $1.offset][i] * $1.element }
        return (sum + (1 << 19)) / (1 << 20)
      }
    }
  }

  /// The value at one place of a line of `values` resampled to `count` places, by a triangle as wide as one result or
  /// one source place, whichever is more.
  package static func triangle(_ values: [Double], to count: Int, at place: Int) -> Double {
    let step = Double(values.count) / Double(count)
    let radius = max(1, step)
    let centre = (Double(place) + 0.5) * step
    let weights = values.indices.map { max(0, 1 - abs(Double($0) + 0.5 - centre) / radius) }
    return zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
  }
}
