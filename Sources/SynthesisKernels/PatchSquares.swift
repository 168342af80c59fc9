import KernelInterface

/// Σ (p² - 256 · p) over the 8 × 8 × 4 bytes of the patch at every corner of `rows`, for the distances from `ByteProducts`.
///
/// Sums of whole columns move down with the row.
@inline(__always)
func patchSquaresOfRows(
  pixels: UnsafePointer<UInt8>, width: Int, rows: Range<Int>, into squares: UnsafeMutablePointer<Int32>
) {
  let corners = width &- patchSide &+ 1
  withUnsafeTemporaryAllocation(of: Int32.self, capacity: width) { columns in
    guard let columns = columns.baseAddress else { return }
    for x in 0..<width { columns[x] = 0 }
    for y in rows {
      if y == rows.lowerBound {
        for row in y..<y &+ patchSide { addSquares(pixels + row &* width &* 4, width, to: columns) }
      } else {
        subtractSquares(pixels + (y &- 1) &* width &* 4, width, from: columns)
        addSquares(pixels + (y &+ patchSide &- 1) &* width &* 4, width, to: columns)
      }
      let sums = squares + y &* corners
      for x in 0..<corners {
        let left = columns[x] &+ columns[x &+ 1] &+ columns[x &+ 2] &+ columns[x &+ 3]
        sums[x] = left &+ columns[x &+ 4] &+ columns[x &+ 5] &+ columns[x &+ 6] &+ columns[x &+ 7]
      }
    }
  }
}

@inline(__always)
private func addSquares(_ row: UnsafePointer<UInt8>, _ width: Int, to columns: UnsafeMutablePointer<Int32>) {
  for x in 0..<width { columns[x] = columns[x] &+ square(row + x &* 4) }
}

@inline(__always)
private func subtractSquares(_ row: UnsafePointer<UInt8>, _ width: Int, from columns: UnsafeMutablePointer<Int32>) {
  for x in 0..<width { columns[x] = columns[x] &- square(row + x &* 4) }
}

/// Σ (p² - 256 · p) over the four bytes of a pixel.
@inline(__always)
private func square(_ pixel: UnsafePointer<UInt8>) -> Int32 {
  var sum: Int32 = 0
  for c in 0..<4 {
    let value = Int32(pixel[c])
    sum = sum &+ value &* (value &- 256)
  }
  return sum
}
