import KernelInterface

/// Adds the membrane to the voted pixels of a tile.
@inline(__always)
func addMembraneToTile(_ votes: VotedTile, tile: Tile, grid: PoissonGrid, spacing: Int) {
  let step = 1 / Float(spacing)
  for y in tile.y..<tile.y &+ tile.height {
    let place = max(0, (Float(y) + 0.5) * step - 0.5)
    let upperRow = min(Int(place), grid.height &- 1)
    let lowerRow = min(upperRow &+ 1, grid.height &- 1)
    let lowerShare = place - Float(upperRow)
    let upper = grid.values + upperRow &* grid.width &* 4
    let lower = grid.values + lowerRow &* grid.width &* 4
    for x in tile.x..<tile.x &+ tile.width {
      let place = max(0, (Float(x) + 0.5) * step - 0.5)
      let left = min(Int(place), grid.width &- 1)
      let right = min(left &+ 1, grid.width &- 1)
      let rightShare = place - Float(left)
      let value = votes.values + votes.offset(x: x, y: y)
      for c in 0..<3 {
        let top = upper[left &* 4 &+ c] * (1 - rightShare) + upper[right &* 4 &+ c] * rightShare
        let bottom = lower[left &* 4 &+ c] * (1 - rightShare) + lower[right &* 4 &+ c] * rightShare
        let sum = Float(value[c]) + (top * (1 - lowerShare) + bottom * lowerShare)
        value[c] = UInt16(truncatingIfNeeded: Int(min(max(sum + 0.5, 0), 8160)))
      }
    }
  }
}
