import KernelInterface

/// Adds the membrane to the voted pixels of a tile.
///
/// The rows of the grid that a row of pixels lies between are stretched to its columns, once for all rows between them.
@inline(__always)
func addMembraneToTile(_ votes: VotedTile, tile: Tile, grid: PoissonGrid, spacing: Int) {
  let step = 1 / Float(spacing)
  withUnsafeTemporaryAllocation(of: GridPlace.self, capacity: tile.width) { columns in
    withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: 2 &* tile.width) { rows in
      guard let columns = columns.baseAddress, var upper = rows.baseAddress else { return }
      var lower = upper + tile.width
      for i in 0..<tile.width {
        (columns + i).initialize(to: GridPlace(pixel: tile.x &+ i, step: step, count: grid.width))
      }
      var (heldUpper, heldLower) = (-1, -1)
      for y in tile.y..<tile.y &+ tile.height {
        let row = GridPlace(pixel: y, step: step, count: grid.height)
        if row.first != heldUpper || row.second != heldLower {
          if row.first == heldLower {
            (upper, lower) = (lower, upper)
          } else {
            stretch(grid, row: row.first, columns, count: tile.width, into: upper)
          }
          stretch(grid, row: row.second, columns, count: tile.width, into: lower)
          (heldUpper, heldLower) = (row.first, row.second)
        }
        addMix(
          floats(upper), floats(lower), row.share, count: tile.width,
          to: votes.values + votes.offset(x: tile.x, y: y))
      }
    }
  }
}

/// Writes a row of the grid at the columns of a tile; the fourth value has no membrane.
@inline(__always)
private func stretch(
  _ grid: PoissonGrid, row: Int, _ columns: UnsafePointer<GridPlace>, count: Int,
  into stretched: UnsafeMutablePointer<SIMD4<Float>>
) {
  let places = grid.row(row)
  for i in 0..<count {
    let column = columns[i]
    stretched[i] = places[column.first] * (1 - column.share) + places[column.second] * column.share
    stretched[i].w = 0
  }
}

/// Adds what lies between two rows to a row of voted pixels.
@inline(__always)
private func addMix(
  _ upper: UnsafePointer<Float>, _ lower: UnsafePointer<Float>, _ lowerShare: Float, count: Int,
  to voted: UnsafeMutablePointer<UInt16>
) {
  for i in 0..<count &* 4 {
    let sum = Float(voted[i]) + (upper[i] * (1 - lowerShare) + lower[i] * lowerShare)
    voted[i] = UInt16(truncatingIfNeeded: Int32(min(max(sum + 0.5, 0), 8160)))
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
