import KernelInterface

/// Half sweeps of red-black relaxation: each free place of a colour becomes the screened mean of its four neighbours less
/// the divergence, for both colours in turn.
///
/// The grid is mirrored at its edges. In a part of a grid, what lies farther from the rim than it has half sweeps is as in
/// the whole one. A half sweep reads only places of the other colour beside its own, and follows a row behind the one before,
/// so that the rows that they share stay in the cache.
@inline(__always)
func relaxRows(_ grid: PoissonGrid, rows: SweptRows, halfSweeps: Int) {
  let reach = halfSweeps &- 1
  let first = min(rows.first, rows.first &+ reach &* rows.firstStep)
  let end = max(rows.end, rows.end &+ reach &* rows.endStep)
  for step in first..<end &+ reach {
    for halfSweep in 0..<halfSweeps {
      let y = step &- halfSweep
      let isSwept =
        y >= max(0, rows.first &+ halfSweep &* rows.firstStep)
        && y < min(grid.height, rows.end &+ halfSweep &* rows.endStep)
      if isSwept { relax(grid, row: y, parity: halfSweep) }
    }
  }
}

/// The free places of one colour in a row.
@inline(__always)
private func relax(_ grid: PoissonGrid, row y: Int, parity: Int) {
  let colour = (grid.x &+ grid.y &+ y &+ parity) & 1
  let free = FreeColumns(grid, row: y)
  let row = RelaxedRow(grid, y: y)
  row.relax(free.left, colour: colour)
  row.relax(free.right, colour: colour)
}

/// Columns of a row whose places are free: those before and those behind the fixed ones.
private struct FreeColumns {
  let left: Range<Int>
  let right: Range<Int>

  @inline(__always)
  init(_ grid: PoissonGrid, row y: Int) {
    let fixed = grid.fixed
    if !fixed.contains(row: y) {
      left = 0..<grid.width
      right = grid.width..<grid.width
    } else {
      left = 0..<fixed.x
      right = fixed.x &+ fixed.width..<grid.width
    }
  }
}

/// A row of a grid and its neighbours.
private struct RelaxedRow {
  let row: UnsafeMutablePointer<SIMD4<Float>>
  let above: UnsafePointer<SIMD4<Float>>
  let below: UnsafePointer<SIMD4<Float>>
  let divergence: UnsafePointer<SIMD4<Float>>?
  let width: Int
  let gain: Float

  @inline(__always)
  init(_ grid: PoissonGrid, y: Int) {
    width = grid.width
    gain = grid.gain
    row = grid.row(y)
    above = UnsafePointer(y > 0 ? row - width : row + width)
    below = UnsafePointer(y &+ 1 < grid.height ? row + width : row - width)
    divergence = grid.divergenceRow(y)
  }

  /// Relaxes the places of one colour among `columns`.
  @inline(__always)
  func relax(_ columns: Range<Int>, colour: Int) {
    if columns.isEmpty { return }
    var x = columns.lowerBound &+ ((columns.lowerBound ^ colour) & 1)
    if x == 0 {
      relaxEdge(x: 0, inner: 1)
      x = 2
    }
    let end = min(columns.upperBound, width &- 1)
    if let divergence {
      while x < end {
        row[x] = (((row[x &- 1] + row[x &+ 1]) + (above[x] + below[x])) - divergence[x]) * gain
        x = x &+ 2
      }
    } else {
      while x < end {
        row[x] = ((row[x &- 1] + row[x &+ 1]) + (above[x] + below[x])) * gain
        x = x &+ 2
      }
    }
    if x == width &- 1 && x < columns.upperBound { relaxEdge(x: x, inner: x &- 1) }
  }

  /// The mean of the first or last place, beyond which lies the mirror image of the inner one beside it.
  @inline(__always)
  private func relaxEdge(x: Int, inner: Int) {
    let sum = (row[inner] + row[inner]) + (above[x] + below[x])
    row[x] = (divergence.map { sum - $0[x] } ?? sum) * gain
  }
}

extension PoissonGrid {
  /// A row of values as places of four.
  @inline(__always)
  func row(_ y: Int) -> UnsafeMutablePointer<SIMD4<Float>> {
    // Rows begin at multiples of four values in memory that is aligned to as many.
    UnsafeMutableRawPointer(values + y &* width &* 4).assumingMemoryBound(to: SIMD4<Float>.self)
  }

  /// The divergence of a row of places, in memory that is aligned like that of the values.
  @inline(__always)
  func divergenceRow(_ y: Int) -> UnsafePointer<SIMD4<Float>>? {
    divergence.map { UnsafeRawPointer($0 + y &* width &* 4).assumingMemoryBound(to: SIMD4<Float>.self) }
  }
}

/// A row of places as values, which loops take several places of at once.
@inline(__always)
func floats(_ places: UnsafeMutablePointer<SIMD4<Float>>) -> UnsafeMutablePointer<Float> {
  UnsafeMutableRawPointer(places).assumingMemoryBound(to: Float.self)
}

/// Free places of a grid from the grid of half the size: linear interpolation between the centres of its places.
@inline(__always)
func prolongRows(_ coarse: PoissonGrid, into grid: PoissonGrid, rows: Range<Int>) {
  // Room for one place more in each row; see `stretch`.
  withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: 2 &* (grid.width &+ 1)) { memory in
    guard var upper = memory.baseAddress else { return }
    var lower = upper + (grid.width &+ 1)
    // The coarse row that `lower` holds, for so many columns at the left; the one before it is in `upper`.
    var (held, heldEnd) = (Int.min, 0)
    for y in rows {
      let wholeY = grid.y &+ y
      let free = FreeColumns(grid, row: y)
      let wanted = (wholeY &+ 1) &>> 1
      if free.left.upperBound != heldEnd { held = Int.min }
      if wanted != held {
        if wanted == held &+ 1 {
          (upper, lower) = (lower, upper)
        } else {
          stretch(coarse, row: wanted &- 1, over: grid, columns: free, into: upper)
        }
        stretch(coarse, row: wanted, over: grid, columns: free, into: lower)
        (held, heldEnd) = (wanted, free.left.upperBound)
      }
      // Centres lie at a quarter and three quarters between those of the coarse grid.
      let lowerShare: Float = wholeY & 1 == 0 ? 0.75 : 0.25
      let row = grid.values + y &* grid.width &* 4
      mix(floats(upper), floats(lower), lowerShare, columns: free.left, into: row)
      mix(floats(upper), floats(lower), lowerShare, columns: free.right, into: row)
    }
  }
}

/// Writes values between those of two rows.
@inline(__always)
private func mix(
  _ upper: UnsafePointer<Float>, _ lower: UnsafePointer<Float>, _ lowerShare: Float, columns: Range<Int>,
  into row: UnsafeMutablePointer<Float>
) {
  for i in columns.lowerBound &* 4..<columns.upperBound &* 4 {
    row[i] = upper[i] * (1 - lowerShare) + lower[i] * lowerShare
  }
}

/// Writes a row of the coarse grid, or its first or last one, at twice as many columns.
@inline(__always)
private func stretch(
  _ coarse: PoissonGrid, row: Int, over grid: PoissonGrid, columns: FreeColumns,
  into finer: UnsafeMutablePointer<SIMD4<Float>>
) {
  let coarseRow = coarse.row(min(max(row, 0), coarse.height &- 1))
  stretch(coarseRow, count: coarse.width, columns: columns.left, x: grid.x, into: finer)
  stretch(coarseRow, count: coarse.width, columns: columns.right, x: grid.x, into: finer)
}

/// The same for some columns of a part that begins at column `x` of the whole grid.
@inline(__always)
private func stretch(
  _ coarse: UnsafePointer<SIMD4<Float>>, count: Int, columns: Range<Int>, x: Int,
  into finer: UnsafeMutablePointer<SIMD4<Float>>
) {
  var i = columns.lowerBound
  while i < columns.upperBound {
    let column = (x &+ i &- 1) &>> 1
    let left = coarse[max(column, 0)]
    let right = coarse[min(column &+ 1, count &- 1)]
    if (x &+ i) & 1 == 0 {
      finer[i] = left * 0.25 + right * 0.75
      i = i &+ 1
    } else {
      // The next column lies between the same two. It may be one too many, for which there is room.
      finer[i] = left * 0.75 + right * 0.25
      finer[i &+ 1] = left * 0.25 + right * 0.75
      i = i &+ 2
    }
  }
}

/// Rows of the grid of half the size: the divergence of a place is the sum of that of its four, because its steps are
/// twice as long, and a fixed place has the mean of those of the four that are fixed.
@inline(__always)
func restrictRows(
  _ grid: PoissonGrid, into coarse: PoissonGrid, divergence: UnsafeMutablePointer<Float>?, rows: Range<Int>
) {
  for y in rows {
    let (upper, lower) = (2 &* y, min(2 &* y &+ 1, grid.height &- 1))
    if let whole = grid.divergence, let divergence {
      let (first, second) = (whole + upper &* grid.width &* 4, whole + lower &* grid.width &* 4)
      let sums = divergence + y &* coarse.width &* 4
      // The last of an odd number of columns counts twice.
      let pairs = grid.width / 2
      for x in 0..<pairs {
        for i in 0..<4 {
          let place = x &* 8 &+ i
          sums[x &* 4 &+ i] = ((first[place] + first[place &+ 4]) + second[place]) + second[place &+ 4]
        }
      }
      for x in pairs..<coarse.width {
        for i in 0..<4 {
          let place = x &* 8 &+ i
          sums[x &* 4 &+ i] = ((first[place] + first[place]) + second[place]) + second[place]
        }
      }
    }
    let fixed = coarse.fixed
    if !fixed.contains(row: y) { continue }
    for x in fixed.x..<fixed.x &+ fixed.width { restrictFixed(grid, rows: upper, lower, into: coarse, x: x, y: y) }
  }
}

/// The mean of those of the four places of the finer grid that are fixed; the last of an odd number counts twice.
@inline(__always)
private func restrictFixed(
  _ grid: PoissonGrid, rows upper: Int, _ lower: Int, into coarse: PoissonGrid, x: Int, y: Int
) {
  let (left, right) = (2 &* x, min(2 &* x &+ 1, grid.width &- 1))
  var (count, sum) = (Float(0), SIMD4<Float>())
  func visit(_ x: Int, _ y: Int) {
    if !grid.fixed.contains(column: x) || !grid.fixed.contains(row: y) { return }
    sum = sum + grid.row(y)[x]
    count = count + 1
  }
  visit(left, upper)
  visit(right, upper)
  visit(left, lower)
  visit(right, lower)
  coarse.row(y)[x] = sum / count
}
