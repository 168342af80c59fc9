import KernelInterface

/// One colour of a red-black relaxation sweep: each free place becomes the screened mean of its four neighbours less
/// the divergence.
///
/// The grid is mirrored at its edges. In a part of a grid, what lies farther from the rim than it has half sweeps is as in
/// the whole one. Reads only places of the other colour, so rows may run at the same time.
@inline(__always)
func relaxRows(_ grid: PoissonGrid, rows: Range<Int>, parity: Int) {
  let width = grid.width
  for y in rows {
    let up = y > 0 ? -width : width
    let down = y &+ 1 < grid.height ? width : -width
    var x = (grid.x &+ grid.y &+ y &+ parity) & 1
    while x < width {
      let place = y &* width &+ x
      if grid.isFixed[place] == 0 {
        let left = grid.values + (x > 0 ? place &- 1 : place &+ 1) &* 4
        let right = grid.values + (x &+ 1 < width ? place &+ 1 : place &- 1) &* 4
        let above = grid.values + (place &+ up) &* 4
        let below = grid.values + (place &+ down) &* 4
        let value = grid.values + place &* 4
        if let divergence = grid.divergence {
          for c in 0..<4 {
            value[c] = (((left[c] + right[c]) + (above[c] + below[c])) - divergence[place &* 4 &+ c]) * grid.gain
          }
        } else {
          for c in 0..<4 {
            value[c] = ((left[c] + right[c]) + (above[c] + below[c])) * grid.gain
          }
        }
      }
      x = x &+ 2
    }
  }
}

/// Free places of a grid from the grid of half the size: linear interpolation between the centres of its places.
@inline(__always)
func prolongRows(_ coarse: PoissonGrid, into grid: PoissonGrid, rows: Range<Int>) {
  for y in rows {
    let wholeY = grid.y &+ y
    let upperRow = min(max((wholeY &- 1) &>> 1, 0), coarse.height &- 1)
    let lowerRow = min(max((wholeY &+ 1) &>> 1, 0), coarse.height &- 1)
    // Centres lie at a quarter and three quarters between those of the coarse grid.
    let lowerShare: Float = wholeY & 1 == 0 ? 0.75 : 0.25
    for x in 0..<grid.width where grid.isFixed[y &* grid.width &+ x] == 0 {
      let wholeX = grid.x &+ x
      let leftColumn = min(max((wholeX &- 1) &>> 1, 0), coarse.width &- 1)
      let rightColumn = min(max((wholeX &+ 1) &>> 1, 0), coarse.width &- 1)
      let rightShare: Float = wholeX & 1 == 0 ? 0.75 : 0.25
      let upper = coarse.values + upperRow &* coarse.width &* 4
      let lower = coarse.values + lowerRow &* coarse.width &* 4
      let value = grid.values + (y &* grid.width &+ x) &* 4
      for c in 0..<4 {
        let top = upper[leftColumn &* 4 &+ c] * (1 - rightShare) + upper[rightColumn &* 4 &+ c] * rightShare
        let bottom = lower[leftColumn &* 4 &+ c] * (1 - rightShare) + lower[rightColumn &* 4 &+ c] * rightShare
        value[c] = top * (1 - lowerShare) + bottom * lowerShare
      }
    }
  }
}
