import KernelInterface

/// Rounds voted pixels to 8 bits.
@inline(__always)
func quantizeTile(_ level: LevelView, votes: VotedTile, tile: Tile) {
  for y in tile.y..<tile.y &+ tile.height {
    let from = UnsafePointer(votes.values) + votes.offset(x: tile.x, y: y)
    let to = level.nextEstimate + (y &* level.width &+ tile.x) &* 4
    for i in 0..<tile.width &* 4 {
      to[i] = UInt8(truncatingIfNeeded: (from[i] &+ 16) &>> 5)
    }
  }
}
