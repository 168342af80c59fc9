import KernelInterface

/// Adds the membrane to the voted pixels of a tile.
@inline(__always)
func addMembraneToTile(_ votes: VotedTile, tile: Tile, grid: PoissonGrid, spacing: Int) {
  let step = 1 / Float(spacing)
  withUnsafeTemporaryAllocation(of: GridPlace.self, capacity: tile.width) { columns in
    guard let columns = columns.baseAddress else { return }
    for i in 0..<tile.width {
      (columns + i).initialize(to: GridPlace(pixel: tile.x &+ i, step: step, count: grid.width))
    }
    for y in tile.y..<tile.y &+ tile.height {
      let row = GridPlace(pixel: y, step: step, count: grid.height)
      let upper = grid.values + row.first &* grid.width &* 4
      let lower = grid.values + row.second &* grid.width &* 4
      let values = votes.values + votes.offset(x: tile.x, y: y)
      for i in 0..<tile.width {
        let column = columns[i]
        let value = values + i &* 4
        // Four values are computed as fast as three; the fourth has no membrane.
        let fourth = value[3]
        for c in 0..<4 {
          let (left, right) = (column.first &* 4 &+ c, column.second &* 4 &+ c)
          let top = upper[left] * (1 - column.share) + upper[right] * column.share
          let bottom = lower[left] * (1 - column.share) + lower[right] * column.share
          let sum = Float(value[c]) + (top * (1 - row.share) + bottom * row.share)
          value[c] = UInt16(truncatingIfNeeded: Int32(min(max(sum + 0.5, 0), 8160)))
        }
        value[3] = fourth
      }
    }
  }
}

/// The two places of a row or column of a grid that a pixel lies between, and the share of the second one.
private struct GridPlace {
  let first: Int
  let second: Int
  let share: Float

  @inline(__always)
  init(pixel: Int, step: Float, count: Int) {
    let place = max(0, (Float(pixel) + 0.5) * step - 0.5)
    first = min(Int(place), count &- 1)
    second = min(first &+ 1, count &- 1)
    share = place - Float(first)
  }
}
