import KernelInterface

/// Adds up log(1 + mean absolute central difference) over each cell of one row of cells.
@inline(__always)
func measureTextureOfCells(
  pixels: UnsafePointer<UInt8>, cells: TextureCells, cellRow: Int, into sums: UnsafeMutablePointer<Int64>
) {
  let width = cells.width
  let height = cells.height
  for column in 0..<cells.columns { sums[column] = 0 }
  for y in cellRow &* height / cells.rows..<(cellRow &+ 1) &* height / cells.rows {
    let row = pixels + y &* width &* 4
    let above = pixels + max(0, y &- 1) &* width &* 4
    let below = pixels + min(height &- 1, y &+ 1) &* width &* 4
    for column in 0..<cells.columns {
      var sum: Int64 = 0
      for x in column &* width / cells.columns..<(column &+ 1) &* width / cells.columns {
        let left = max(0, x &- 1) &* 4
        let right = min(width &- 1, x &+ 1) &* 4
        var gradient = 0
        for c in 0..<3 {
          gradient = gradient &+ abs(Int(row[right &+ c]) &- Int(row[left &+ c]))
          gradient = gradient &+ abs(Int(below[x &* 4 &+ c]) &- Int(above[x &* 4 &+ c]))
        }
        sum = sum &+ Int64(cells.logTable[gradient])
      }
      sums[column] = sums[column] &+ sum
    }
  }
}

/// Writes the texture level, interpolated linearly between the centres of the cells, to the fourth channel.
@inline(__always)
func writeTextureLevels(into pixels: UnsafeMutablePointer<UInt8>, cells: TextureCells, rows: Range<Int>) {
  withUnsafeTemporaryAllocation(of: Int32.self, capacity: cells.columns) { blended in
    for y in rows {
      let vertical = CellPosition(y, of: cells.height, cells: cells.rows)
      let upper = cells.means + vertical.first &* cells.columns
      let lower = cells.means + vertical.second &* cells.columns
      for column in 0..<cells.columns {
        blended[column] = (upper[column] &* (256 &- vertical.fraction) &+ lower[column] &* vertical.fraction) &>> 8
      }
      let row = pixels + y &* cells.width &* 4
      for x in 0..<cells.width {
        let horizontal = CellPosition(x, of: cells.width, cells: cells.columns)
        let value =
          (blended[horizontal.first] &* (256 &- horizontal.fraction)
            &+ blended[horizontal.second] &* horizontal.fraction) &>> 8
        row[x &* 4 &+ 3] = cells.levelTable[min(Int(value), cells.levelTableCount &- 1)]
      }
    }
  }
}

/// The two cells around a pixel and the share of the second, in 1/256.
struct CellPosition {
  let first: Int
  let second: Int
  let fraction: Int32

  @inline(__always)
  init(_ position: Int, of count: Int, cells: Int) {
    // Centre of the pixel in cells, in 1/256, counted from the centre of the first cell.
    let place = max(0, (2 &* position &+ 1) &* cells &* 128 / count &- 128)
    first = min(place &>> 8, cells &- 1)
    second = min(first &+ 1, cells &- 1)
    fraction = Int32(truncatingIfNeeded: place & 255)
  }
}
