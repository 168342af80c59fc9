import KernelInterface

/// Weighted mean of what the up to 64 patches over each pixel say of it.
///
/// After Wexler et al. (2007, section 3.2). Weights are integers below 2^24 and pixels are bytes, so every sum is exact
/// and may be taken in any order. Each row of patches is cut into runs that continue each other: to a row of pixels a
/// run gives one row of source pixels, weighted by sums of its weights, which is a plain loop over memory.
struct VoteTile {
  let level: LevelView
  let tile: Tile
  let vote: Vote
  let result: VotedTile
  let cost: MatchCost
  let firstColumn: Int
  let columnCount: Int
  let scratch: VoteScratch

  init(_ level: LevelView, vote: Vote, into result: VotedTile) {
    self.level = level
    self.vote = vote
    self.result = result
    tile = result.tile
    cost = MatchCost(level)
    firstColumn = max(0, tile.x &- 7)
    columnCount = min(level.targetColumns &- 1, tile.x &+ tile.width &- 1) &- firstColumn &+ 1
    scratch = VoteScratch(columns: columnCount, pixels: tile.width)
  }

  func run() {
    var corners = PatchMoments(
      pixels: level.estimate, stride: cost.canvasStride, x: firstColumn, count: columnCount, memory: scratch.moments)
    for row in tile.y &- 7..<tile.y { enter(patchRow: row, &corners) }
    for y in tile.y..<tile.y &+ tile.height {
      enter(patchRow: y, &corners)
      if vote.includesKnown || y < level.knownY || y >= level.knownY &+ level.knownHeight {
        write(row: y, from: 0, to: tile.width)
      } else {
        write(row: y, from: 0, to: min(level.knownX &- tile.x, tile.width))
        write(row: y, from: max(level.knownX &+ level.knownWidth &- tile.x, 0), to: tile.width)
      }
    }
    scratch.deallocate()
  }

  /// Takes a row of patches into the window and drops the one eight rows above.
  @inline(__always)
  private func enter(patchRow row: Int, _ corners: inout PatchMoments) {
    let newest = scratch.pixelSums(row &+ 7)
    for i in 0..<tile.width &* 4 { newest[i] = 0 }
    if row &- 8 >= tile.y &- 7 && row >= 8 { addWindows(patchRow: row &- 8, sign: -1) }
    guard row >= 0 && row < level.targetRows else {
      for i in 0..<columnCount { scratch.uniformRows[i] = 0 }
      return
    }
    corners.move(to: row)
    weigh(patchRow: row, sums: corners.sums)
    scatter(patchRow: row)
    if result.detail != nil { findHeaviest(patchRow: row, weights: scratch.weights) }
    addWindows(patchRow: row, sign: 1)
  }

  /// Adds the weights and weighted shifts of a patch row, summed over the patches above each pixel, to the window.
  @inline(__always)
  private func addWindows(patchRow row: Int, sign: Int64) {
    let (weightWindow, shiftWindow) = (scratch.weightWindow, scratch.shiftWindow)
    let weights = scratch.weightPrefix(row)
    let shifts = scratch.shiftPrefix(row)
    // From the first pixel that has seven patches to its left to the last one that is a corner: in between the places of
    // both sums go along with the pixel.
    let first = min(max(firstColumn &+ 7 &- tile.x, 0), tile.width)
    let end = max(first, min(level.targetColumns &- tile.x, tile.width))
    let (low, high) = (tile.x &- 7 &- firstColumn, tile.x &+ 1 &- firstColumn)
    for i in first..<end {
      weightWindow[i] = weightWindow[i] &+ sign &* (weights[i &+ high] &- weights[i &+ low])
    }
    for i in first &* 4..<end &* 4 {
      shiftWindow[i] = shiftWindow[i] &+ sign &* (shifts[i &+ high &* 4] &- shifts[i &+ low &* 4])
    }
    for i in 0..<first { addWindow(pixel: i, weights, shifts, sign: sign) }
    for i in end..<tile.width { addWindow(pixel: i, weights, shifts, sign: sign) }
  }

  /// The same for one pixel, anywhere.
  @inline(__always)
  private func addWindow(
    pixel i: Int, _ weights: UnsafePointer<Int64>, _ shifts: UnsafePointer<Int64>, sign: Int64
  ) {
    let x = tile.x &+ i
    let high = min(x, level.targetColumns &- 1) &+ 1 &- firstColumn
    let low = max(0, x &- 7) &- firstColumn
    scratch.weightWindow[i] = scratch.weightWindow[i] &+ sign &* (weights[high] &- weights[low])
    let window = scratch.shiftWindow + i &* 4
    for c in 0..<4 { window[c] = window[c] &+ sign &* (shifts[high &* 4 &+ c] &- shifts[low &* 4 &+ c]) }
  }

  /// Weights, shifts and runs of one patch row.
  @inline(__always)
  private func weigh(patchRow row: Int, sums: UnsafePointer<UInt16>) {
    let isKnownRow = row >= level.knownY && row < level.knownY &+ level.sourceRows
    let first = min(max(level.knownX &- firstColumn, 0), columnCount)
    let end = min(max(level.knownX &+ level.sourceColumns &- firstColumn, 0), columnCount)
    let known = isKnownRow ? first..<end : columnCount..<columnCount
    scratch.weightPrefix(row)[0] = 0
    for c in 0..<4 { scratch.shiftPrefix(row)[c] = 0 }
    weighByDistance(patchRow: row)
    weighByCost(patchRow: row, 0..<known.lowerBound)
    weighByCost(patchRow: row, known.upperBound..<columnCount)
    enterTargets(patchRow: row, 0..<known.lowerBound, sums: sums)
    enterSources(patchRow: row, known)
    enterTargets(patchRow: row, known.upperBound..<columnCount, sums: sums)
  }

  /// Weights of one patch row by the distance of the patch to the known rectangle.
  @inline(__always)
  private func weighByDistance(patchRow row: Int) {
    let weights = scratch.distanceWeights
    let dy = max(max(level.knownY &- row &- 4, row &+ 4 &- level.knownY &- level.knownHeight), 0)
    let last = vote.distanceTableCount &- 1
    // The table has four places for each pixel of distance, and its last one stands for all that is farther.
    let reach = vote.distanceTableCount / 4 &+ 1
    let near =
      dy >= reach
      ? 0..<0
      : (level.knownX &- 4 &- reach &- firstColumn..<level.knownX &+ level.knownWidth &- 4 &+ reach &- firstColumn)
        .clamped(to: 0..<columnCount)
    for i in 0..<near.lowerBound { weights[i] = vote.distanceTable[last] }
    for i in near {
      let x = firstColumn &+ i
      let dx = max(max(level.knownX &- x &- 4, x &+ 4 &- level.knownX &- level.knownWidth), 0)
      let distance = Float(Int32(truncatingIfNeeded: dx &* dx &+ dy &* dy)).squareRoot()
      weights[i] = vote.distanceTable[Int(min(Int32(distance * 4), Int32(truncatingIfNeeded: last)))]
    }
    for i in near.upperBound..<columnCount { weights[i] = vote.distanceTable[last] }
  }

  /// Weights of some targets of one patch row, by their distance and cost.
  @inline(__always)
  private func weighByCost(patchRow row: Int, _ targets: Range<Int>) {
    let start = row &* level.targetColumns &+ firstColumn
    let (field, costs) = (UnsafePointer(level.field) + start, UnsafePointer(level.cost) + start)
    let weights = scratch.weights
    for i in targets { weights[i] = weight(cost: costs[i], distanceWeight: scratch.distanceWeights[i]) }
    // Known pixels steer the search, but must not weaken the vote of the patches at the border.
    let columns = firstColumn &+ targets.lowerBound..<firstColumn &+ targets.upperBound
    for x in columns.clamped(to: cost.straddlingColumns(y: row)) {
      let i = x &- firstColumn
      let value = costs[i] &- cost.knownExtra(x: x, y: row, field[i])
      weights[i] = weight(cost: value, distanceWeight: scratch.distanceWeights[i])
    }
  }

  @inline(__always)
  private func weight(cost: Int32, distanceWeight: UInt32) -> UInt32 {
    let last = Int32(truncatingIfNeeded: vote.costTableCount &- 1)
    // Some costs times the scale are beyond 32 bits.
    let index = Int32(min(Float(max(0, cost)) * vote.costScale, Float(last)))
    return max(1, (vote.costTable[Int(index)] &* distanceWeight) &>> 8)
  }

  /// Runs, and sums of weights and shifts, where the patches are known.
  @inline(__always)
  private func enterSources(patchRow row: Int, _ columns: Range<Int>) {
    let (weightPrefix, shiftPrefix) = (scratch.weightPrefix(row), scratch.shiftPrefix(row))
    for i in columns {
      scratch.runStarts[i] = -1
      scratch.weights[i] = 0
      scratch.uniformRows[i] = 0
      weightPrefix[i &+ 1] = weightPrefix[i]
      for c in i &* 4..<i &* 4 &+ 4 { shiftPrefix[c &+ 4] = shiftPrefix[c] }
    }
  }

  /// Runs, and sums of weights and shifts, of some targets; the first of them continues nothing.
  @inline(__always)
  private func enterTargets(patchRow row: Int, _ targets: Range<Int>, sums: UnsafePointer<UInt16>) {
    let (weightPrefix, shiftPrefix) = (scratch.weightPrefix(row), scratch.shiftPrefix(row))
    let field = UnsafePointer(level.field) + (row &* level.targetColumns &+ firstColumn)
    var run = 0
    for i in targets {
      let match = field[i]
      run = run > 0 && field[i &- 1].next == match ? run &+ 1 : 1
      scratch.runStarts[i] = Int32(truncatingIfNeeded: i &+ 1 &- run)
      let continuesColumn = scratch.uniformRows[i] > 0 && field[i &- level.targetColumns].below == match
      scratch.uniformRows[i] =
        run < 8 ? 0 : continuesColumn ? min(scratch.uniformRows[i] &+ 1, 8) : 1

      let target = sums + i &* 4
      let source = level.sourceMoments + (match.y &* level.sourceColumns &+ cost.plainColumn(match)) &* 4
      let shift = boundedShift(
        momentsOfCorner(target, 0) &- momentsOfCorner(source, 0), limit: cost.shiftLimit(match))
      // A product of 32-bit values, of which processors compute several at once.
      let weight = Int64(Int32(truncatingIfNeeded: scratch.weights[i]))
      let shifts = shiftPrefix + i &* 4
      for c in 0..<3 { shifts[4 &+ c] = shifts[c] &+ weight &* Int64(shift[c]) }
      shifts[7] = 0
      weightPrefix[i &+ 1] = weightPrefix[i] &+ weight
    }
  }

  /// Adds what the runs of a patch row give to the eight rows of pixels under them.
  @inline(__always)
  private func scatter(patchRow row: Int) {
    let prefix = scratch.weightPrefix(row)
    let field = UnsafePointer(level.field) + (row &* level.targetColumns &+ firstColumn)
    let firstRow = max(row, tile.y)
    let lastRow = min(row &+ 7, tile.y &+ tile.height &- 1)
    var end = columnCount
    while end > 0 {
      let start = Int(scratch.runStarts[end &- 1])
      if start < 0 {
        end = end &- 1
        continue
      }
      // Pixel columns under the run, counted from the first patch column, within the tile.
      let left = max(start, tile.x &- firstColumn)
      let right = min(end &+ 7, tile.x &+ tile.width &- firstColumn)
      for column in left..<max(left, right) {
        let weight = prefix[min(end, column &+ 1)] &- prefix[max(start, column &- 7)]
        // One weight for each of the four values of a pixel.
        for c in 0..<4 { scratch.runWeights[(column &- left) &* 4 &+ c] = UInt32(truncatingIfNeeded: weight) }
      }
      let match = field[start]
      let base = match.isFlipped ? vote.flippedSource : vote.source
      for y in firstRow..<lastRow &+ 1 {
        let source = base + ((match.y &+ y &- row) &* level.knownWidth &+ match.x &+ left &- start) &* 4
        let sums = scratch.pixelSums(y) + (firstColumn &+ left &- tile.x) &* 4
        for i in 0..<max(0, right &- left) &* 4 {
          let product = UInt64(scratch.runWeights[i]) &* UInt64(source[i])
          sums[i] = sums[i] &+ Int64(truncatingIfNeeded: product)
        }
      }
      end = start
    }
  }

  /// Writes the votes for those of some pixels of a row that have any, counted from the tile's first column.
  @inline(__always)
  private func write(row y: Int, from first: Int, to end: Int) {
    var start = first
    while start < end {
      var stop = start
      while stop < end && scratch.weightWindow[stop] != 0 { stop = stop &+ 1 }
      if start < stop { write(row: y, start..<stop) }
      start = stop &+ 1
    }
  }

  @inline(__always)
  private func write(row y: Int, _ pixels: Range<Int>) {
    let inverses = scratch.inverses
    for i in pixels {
      let inverse = 0.5 / exactDouble(scratch.weightWindow[i])
      for c in i &* 4..<i &* 4 &+ 4 { inverses[c] = inverse }
    }
    let values = result.values + result.offset(x: tile.x, y: y)
    let (sums, shifts) = (scratch.pixelSums(y), scratch.shiftWindow)
    for i in pixels.lowerBound &* 4..<pixels.upperBound &* 4 {
      // From 1/64 to 1/32 steps, within 0...255.
      let value = exactDouble(sums[i] &* 64 &+ shifts[i]) * inverses[i] + 0.5
      values[i] = UInt16(truncatingIfNeeded: Int32(max(0, min(value, 8160))))
    }
    guard let detail = result.detail else { return }
    let details = detail + result.offset(x: tile.x, y: y)
    var start = pixels.lowerBound
    while start < pixels.upperBound {
      // Where all patches continue each other, what the heaviest one says beyond the mean is its shift alone.
      if isUniform(pixel: start, y: y) {
        for c in start &* 4..<start &* 4 &+ 4 { details[c] = 0 }
        start = start &+ 1
      } else {
        var end = start &+ 1
        while end < pixels.upperBound && !isUniform(pixel: end, y: y) { end = end &+ 1 }
        findHeaviest(over: start..<end, y: y)
        for i in start..<end { writeDetail(pixel: i, y: y, at: details + i &* 4) }
        start = end
      }
    }
  }

  /// Whether all patches over a pixel continue each other.
  @inline(__always)
  private func isUniform(pixel i: Int, y: Int) -> Bool {
    let x = tile.x &+ i
    return x < level.targetColumns && y < level.targetRows && scratch.uniformRows[x &- firstColumn] == 8
  }

  /// Writes what the heaviest patch over a pixel says beyond the mean.
  @inline(__always)
  private func writeDetail(pixel i: Int, y: Int, at detail: UnsafeMutablePointer<Int16>) {
    let (row, column) = (Int(scratch.heaviestRows[i]), Int(scratch.heaviestColumns[i]))
    let match = level.field[row &* level.targetColumns &+ column]
    let source = sourcePixel(match, dx: tile.x &+ i &- column, dy: y &- row)
    let sums = scratch.pixelSums(y) + i &* 4
    let window = scratch.shiftWindow + i &* 4
    let patch = column &- firstColumn
    let shifts = scratch.shiftPrefix(row) + patch &* 4
    let prefix = scratch.weightPrefix(row) + patch
    let weight = exactDouble(prefix[1] &- prefix[0])
    let total = exactDouble(scratch.weightWindow[i])
    let scale = scratch.inverses[i &* 4]
    // Whole numbers below 2^51 all of them, as the prefix sums hold weight · shift: nothing is rounded before the end.
    for c in 0..<4 {
      let shift = exactDouble(shifts[4 &+ c] &- shifts[c]) / weight
      let shifted = Double(Int32(source[c]) &* 64) + shift
      let difference = shifted * total - exactDouble(sums[c] &* 64 &+ window[c])
      detail[c] = Int16(truncatingIfNeeded: Int32((difference * scale).rounded(.down)))
    }
  }

  /// For some pixels of a row, the corner of the patch with the largest weight, patches centred on the pixel counting more.
  ///
  /// The window is a product of columns and rows: the best of each row of patches was found when the row entered.
  @inline(__always)
  private func findHeaviest(over pixels: Range<Int>, y: Int) {
    let (weights, rows, columns) = (scratch.heaviestWeights, scratch.heaviestRows, scratch.heaviestColumns)
    let first = max(0, y &- 7)
    for i in pixels { weights[i] = -1 }
    for row in first..<min(level.targetRows, y &+ 1) {
      let (rowWeights, rowColumns) = (scratch.rowWeights(row), scratch.rowColumns(row))
      let window = Int64(centreWindow(y &- row))
      for i in pixels {
        let weight = Int64(rowWeights[i]) &* window
        let isHeavier = weight > weights[i]
        weights[i] = isHeavier ? weight : weights[i]
        rows[i] = isHeavier ? Int32(truncatingIfNeeded: row) : rows[i]
        columns[i] = isHeavier ? rowColumns[i] : columns[i]
      }
    }
  }

  /// For each pixel column, the heaviest patch of a row over it, and its weight times the window: 24 by 8 bits.
  @inline(__always)
  private func findHeaviest(patchRow row: Int, weights: UnsafeMutablePointer<UInt32>) {
    let best = scratch.rowWeights(row)
    let columns = scratch.rowColumns(row)
    for i in 0..<tile.width {
      best[i] = 0
      columns[i] = 0
    }
    for offset in (0..<patchSide).reversed() {
      // Pixels whose patch `offset` columns to the left is in the window.
      let first = max(0, firstColumn &+ offset &- tile.x)
      let last = min(tile.width, firstColumn &+ columnCount &+ offset &- tile.x)
      let shifted = weights + (tile.x &- offset &- firstColumn)
      let window = centreWindow(offset)
      let column = Int32(truncatingIfNeeded: tile.x &- offset)
      for i in first..<max(first, last) {
        let weight = shifted[i] &* window
        let isHeavier = weight > best[i]
        best[i] = isHeavier ? weight : best[i]
        columns[i] = isHeavier ? column &+ Int32(truncatingIfNeeded: i) : columns[i]
      }
    }
  }

  /// exp(-d² / (2 · 1.5²)) at the distance of a row or column of a patch from its middle, in 1/256.
  @inline(__always)
  private func centreWindow(_ offset: Int) -> UInt32 {
    switch min(offset, 7 &- offset) {
    case 0: 17
    case 1: 64
    case 2: 155
    default: 242
    }
  }

  @inline(__always)
  fileprivate func sourcePixel(_ match: Match, dx: Int, dy: Int) -> UnsafePointer<UInt8> {
    let base = match.isFlipped ? vote.flippedSource : vote.source
    return base + ((match.y &+ dy) &* level.knownWidth &+ match.x &+ dx) &* 4
  }
}

/// A whole number between -2^51 and 2^51, by its bits: few processors convert several 64-bit integers at once.
@inline(__always)
private func exactDouble(_ value: Int64) -> Double {
  // 2^52 + 2^51 has a last bit of 1, so that a number added to its bits is added to its value.
  Double(bitPattern: UInt64(bitPattern: value &+ 0x4338_0000_0000_0000)) - 6_755_399_441_055_744
}
