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
  let columns = tile.x..<tile.x &+ tile.width
  for y in tile.y..<tile.y &+ tile.height {
    let isKnownRow = y >= level.knownY && y < level.knownY &+ level.sourceRows
    let end = columns.upperBound
    let known = (isKnownRow ? level.knownX..<level.knownX &+ level.sourceColumns : end..<end).clamped(to: columns)
    upsampleRow(level, y: y, columns: columns.lowerBound..<known.lowerBound, scale)
    let start = y &* level.targetColumns
    for x in known {
      let itself = Match(x: x &- level.knownX, y: y &- level.knownY, flipped: false)
      level.field[start &+ x] = itself
      if scale.hasNextField { level.nextField[start &+ x] = itself }
    }
    upsampleRow(level, y: y, columns: known.upperBound..<columns.upperBound, scale)
  }
}

/// Matches of some targets of a row.
@inline(__always)
private func upsampleRow(_ level: LevelView, y: Int, columns: Range<Int>, _ scale: FieldScale) {
  let matches = level.field + y &* level.targetColumns
  let coarseRow = scale.coarseField + Int(scale.rows[y]) &* scale.coarseColumns
  let lastX = Int32(truncatingIfNeeded: level.sourceColumns &- 1)
  let lastY = Int32(truncatingIfNeeded: level.sourceRows &- 1)
  let rowShift = scale.rowShift[y]
  if let coarseCosts = scale.coarseCosts {
    let coarseRow = coarseCosts + Int(scale.rows[y]) &* scale.coarseColumns
    let costs = level.cost + y &* level.targetColumns
    for x in columns { costs[x] = coarseRow[Int(scale.columns[x])] }
  }
  for x in columns {
    let coarse = coarseRow[Int(scale.columns[x])]
    let sourceX = scaled(coarse.x, scale.sourceScaleX, shift: scale.columnShift[x])
    let sourceY = scaled(coarse.y, scale.sourceScaleY, shift: rowShift)
    matches[x] = Match(
      x: Int(min(max(sourceX, 0), lastX)), y: Int(min(max(sourceY, 0), lastY)), flipped: coarse.isFlipped)
  }
}

/// The corner of a patch whose centre goes from c to c · scale + shift / 256, rounded to nearest.
///
/// The product is below 65536 times the side of the source, in 32 bits, of which processors compute several at once.
@inline(__always)
private func scaled(_ corner: Int, _ scale: Int, shift: Int32) -> Int32 {
  let centre = UInt32(truncatingIfNeeded: corner &+ patchSide / 2) &* UInt32(truncatingIfNeeded: scale)
  return (Int32(bitPattern: centre &>> 8) &+ shift &- 256 &* Int32(patchSide / 2) &+ 128) &>> 8
}
