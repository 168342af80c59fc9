import KernelInterface

/// Writes rows of a picture mirrored from left to right.
@inline(__always)
func mirrorRows(
  pixels: UnsafePointer<UInt8>, width: Int, rows: Range<Int>, into result: UnsafeMutablePointer<UInt8>
) {
  for y in rows {
    let from = pixels + y &* width &* 4
    let to = result + y &* width &* 4
    for x in 0..<width {
      let mirrored = (width &- 1 &- x) &* 4
      for c in 0..<4 { to[x &* 4 &+ c] = from[mirrored &+ c] }
    }
  }
}

/// Matches of a tile from those of the coarser level: the nearest corner's match, scaled, and moved by as much as the
/// corner itself lies beside the exact place.
///
/// Inside the known rectangle every corner matches itself.
@inline(__always)
func upsampleFieldOfTile(_ level: LevelView, tile: Tile, scale: FieldScale) {
  let cost = MatchCost(level)
  let lastX = level.sourceColumns &- 1
  let lastY = level.sourceRows &- 1
  for y in tile.y..<tile.y &+ tile.height {
    let coarseRow = scale.coarseField + Int(scale.rows[y]) &* scale.coarseColumns
    let rowShift = Int(scale.rowShift[y])
    for x in tile.x..<tile.x &+ tile.width {
      let index = y &* level.targetColumns &+ x
      if !cost.isTarget(x: x, y: y) {
        let itself = Match(x: x &- level.knownX, y: y &- level.knownY, flipped: false)
        level.field[index] = itself
        if scale.hasNextField { level.nextField[index] = itself }
        continue
      }
      let coarse = coarseRow[Int(scale.columns[x])]
      // A centre at c goes to c · scale; all in 1/256 pixels, rounded to nearest.
      let sx = (((coarse.x &+ 4) &* scale.sourceScaleX) &>> 8) &+ Int(scale.columnShift[x]) &- 4 &* 256 &+ 128
      let sy = (((coarse.y &+ 4) &* scale.sourceScaleY) &>> 8) &+ rowShift &- 4 &* 256 &+ 128
      level.field[index] = Match(
        x: min(max(sx &>> 8, 0), lastX), y: min(max(sy &>> 8, 0), lastY), flipped: coarse.isFlipped)
    }
  }
}
