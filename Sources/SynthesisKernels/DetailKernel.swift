import KernelInterface

/// Adds the high frequencies of `detail` to the voted pixels of a tile: detail less its blur by two 9 × 9 boxes
/// (together a 17 × 17 window whose profile is 1, 2, …, 9, …, 2, 1; its weights add up to 81²).
@inline(__always)
func addDetailToTile(_ votes: VotedTile, tile: Tile) {
  guard let detail = votes.detail else { return }
  let halo = 8
  let rows = tile.height &+ 2 &* halo
  let values = tile.width &* 4
  let left = tile.x &- votes.tile.x
  let lastRow = votes.tile.height &- 1
  withUnsafeTemporaryAllocation(of: Int32.self, capacity: (rows &+ 1) &* values) { storage in
    guard let blurred = storage.baseAddress else { return }
    let sums = blurred + rows &* values
    for i in 0..<rows {
      // Where the votes end before the halo does, the canvas ends: its edge repeats.
      let y = min(max(tile.y &- votes.tile.y &- halo &+ i, 0), lastRow)
      blurRow(
        detail + y &* votes.tile.width &* 4, width: votes.tile.width, x: left, count: tile.width,
        into: blurred + i &* values)
    }
    for y in 0..<tile.height {
      let top = blurred + y &* values
      for i in 0..<values { sums[i] = 9 &* top[i &+ 8 &* values] }
      for k in 1..<9 {
        let above = top + (8 &- k) &* values
        let below = top + (8 &+ k) &* values
        let weight = Int32(truncatingIfNeeded: 9 &- k)
        for i in 0..<values { sums[i] = sums[i] &+ weight &* (above[i] &+ below[i]) }
      }
      let start = votes.offset(x: tile.x, y: tile.y &+ y)
      let voted = votes.values + start
      for i in 0..<values {
        // 81 · 81 / 16 times the weighted mean.
        let blur = sums[i] / 410
        let sum = Int32(voted[i]) &+ Int32(detail[start &+ i]) &- blur
        voted[i] = UInt16(truncatingIfNeeded: min(max(sum, 0), 8160))
      }
    }
  }
}

/// The window along one row: 81 / 16 times the weighted mean, edges repeated.
@inline(__always)
private func blurRow(
  _ row: UnsafePointer<Int16>, width: Int, x: Int, count: Int, into result: UnsafeMutablePointer<Int32>
) {
  let isInside = x >= 8 && x &+ count &+ 8 <= width
  for i in 0..<count &* 4 { result[i] = 0 }
  for k in -8...8 {
    let weight = Int32(truncatingIfNeeded: 9 &- abs(k))
    if isInside {
      let shifted = row + (x &+ k) &* 4
      for i in 0..<count &* 4 { result[i] = result[i] &+ weight &* Int32(shifted[i]) }
    } else {
      for i in 0..<count {
        let from = row + min(max(x &+ i &+ k, 0), width &- 1) &* 4
        for c in 0..<4 { result[i &* 4 &+ c] = result[i &* 4 &+ c] &+ weight &* Int32(from[c]) }
      }
    }
  }
  for i in 0..<count &* 4 { result[i] = result[i] &>> 4 }
}
