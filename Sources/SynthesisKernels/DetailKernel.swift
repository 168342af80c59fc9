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
  withUnsafeTemporaryAllocation(of: Int32.self, capacity: rows &* values) { storage in
    guard let blurred = storage.baseAddress else { return }
    for i in 0..<rows {
      // Where the votes end before the halo does, the canvas ends: its edge repeats.
      let y = min(max(tile.y &- votes.tile.y &- halo &+ i, 0), lastRow)
      blurRow(
        detail + y &* votes.tile.width &* 4, width: votes.tile.width, x: left, count: tile.width,
        into: blurred + i &* values)
    }
    for y in 0..<tile.height {
      let middle = blurred + (y &+ halo) &* values
      let start = votes.offset(x: tile.x, y: tile.y &+ y)
      let voted = votes.values + start
      for i in 0..<values {
        // 81 · 81 / 16 times the weighted mean.
        let blur = windowSum(middle + i, stride: values) / 410
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
  // Where the whole window lies in the row, nothing has to be repeated.
  let first = min(max(8 &- x, 0), count)
  let end = max(first, min(width &- 8 &- x, count))
  for i in first &* 4..<end &* 4 { result[i] = windowSum(row + (x &* 4 &+ i), stride: 4) &>> 4 }
  for i in 0..<first { blurAtEdge(row, width: width, x: x &+ i, into: result + i &* 4) }
  for i in end..<count { blurAtEdge(row, width: width, x: x &+ i, into: result + i &* 4) }
}

@inline(__always)
private func blurAtEdge(
  _ row: UnsafePointer<Int16>, width: Int, x: Int, into result: UnsafeMutablePointer<Int32>
) {
  for c in 0..<4 {
    var sum: Int32 = 0
    for k in -8...8 {
      let from = min(max(x &+ k, 0), width &- 1)
      sum = sum &+ Int32(truncatingIfNeeded: 9 &- abs(k)) &* Int32(row[from &* 4 &+ c])
    }
    result[c] = sum &>> 4
  }
}

/// The sum over the window around a value whose neighbours are `stride` values apart.
@inline(__always)
private func windowSum<Value: FixedWidthInteger>(_ middle: UnsafePointer<Value>, stride: Int) -> Int32 {
  var sum = 9 &* Int32(truncatingIfNeeded: middle[0])
  for k in 1..<9 {
    let pair =
      Int32(truncatingIfNeeded: middle[-k &* stride]) &+ Int32(truncatingIfNeeded: middle[k &* stride])
    sum = sum &+ Int32(truncatingIfNeeded: 9 &- k) &* pair
  }
  return sum
}
