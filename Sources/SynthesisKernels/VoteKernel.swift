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
      for x in tile.x..<tile.x &+ tile.width where vote.includesKnown || !isKnown(x: x, y: y) {
        pixel(x: x, y: y)
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
    let window = scratch.window
    let weights = scratch.weightPrefix(row)
    let shifts = scratch.shiftPrefix(row)
    let last = level.targetColumns &- 1
    for i in 0..<tile.width {
      let x = tile.x &+ i
      let high = min(x, last) &+ 1 &- firstColumn
      let low = max(0, x &- 7) &- firstColumn
      for c in 0..<3 {
        window[i &* 4 &+ c] = window[i &* 4 &+ c] &+ sign &* (shifts[high &* 3 &+ c] &- shifts[low &* 3 &+ c])
      }
      window[i &* 4 &+ 3] = window[i &* 4 &+ 3] &+ sign &* (weights[high] &- weights[low])
    }
  }

  /// Weights, shifts and runs of one patch row.
  @inline(__always)
  private func weigh(patchRow row: Int, sums: UnsafePointer<UInt16>) {
    let weightPrefix = scratch.weightPrefix(row)
    let shiftPrefix = scratch.shiftPrefix(row)
    let weights = scratch.weights
    let starts = scratch.runStarts
    let field = UnsafePointer(level.field) + (row &* level.targetColumns &+ firstColumn)
    let costs = UnsafePointer(level.cost) + (row &* level.targetColumns &+ firstColumn)
    let dy = max(max(level.knownY &- row &- 4, row &+ 4 &- level.knownY &- level.knownHeight), 0)
    weightPrefix[0] = 0
    for c in 0..<3 { shiftPrefix[c] = 0 }
    var run = 0
    for i in 0..<columnCount {
      let x = firstColumn &+ i
      let shifts = shiftPrefix + i &* 3
      guard cost.isTarget(x: x, y: row) else {
        run = 0
        starts[i] = -1
        weights[i] = 0
        scratch.uniformRows[i] = 0
        weightPrefix[i &+ 1] = weightPrefix[i]
        for c in 0..<3 { shifts[3 &+ c] = shifts[c] }
        continue
      }
      let match = field[i]
      run = run > 0 && field[i &- 1].next == match ? run &+ 1 : 1
      starts[i] = Int32(truncatingIfNeeded: i &+ 1 &- run)
      let continuesColumn =
        scratch.uniformRows[i] > 0 && field[i &- level.targetColumns].below == match
      scratch.uniformRows[i] =
        run < 8 ? 0 : continuesColumn ? min(scratch.uniformRows[i] &+ 1, 8) : 1

      // Known pixels steer the search, but must not weaken the vote of the patches at the border.
      var value = costs[i]
      if cost.isStraddling(x: x, y: row) { value = value &- cost.knownExtra(x: x, y: row, match) }
      let costIndex = min(Int(Float(max(0, value)) * vote.costScale), vote.costTableCount &- 1)
      let dx = max(max(level.knownX &- x &- 4, x &+ 4 &- level.knownX &- level.knownWidth), 0)
      let distance = Float(dx &* dx &+ dy &* dy).squareRoot()
      let distanceIndex = min(Int(distance * 4), vote.distanceTableCount &- 1)
      let weight = max(1, (vote.costTable[costIndex] &* vote.distanceTable[distanceIndex]) &>> 8)
      weights[i] = weight

      let target = sums + i &* 4
      let source = level.sourceMoments + (match.y &* level.sourceColumns &+ cost.plainColumn(match)) &* 4
      let shift = boundedShift(
        momentsOfCorner(target, 0) &- momentsOfCorner(source, 0), limit: cost.shiftLimit(match))
      for c in 0..<3 { shifts[3 &+ c] = shifts[c] &+ Int64(weight) &* Int64(shift[c]) }
      weightPrefix[i &+ 1] = weightPrefix[i] &+ Int64(weight)
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

  @inline(__always)
  private func isKnown(x: Int, y: Int) -> Bool {
    let dx = x &- level.knownX
    let dy = y &- level.knownY
    return dx >= 0 && dy >= 0 && dx < level.knownWidth && dy < level.knownHeight
  }

  @inline(__always)
  private func pixel(x: Int, y: Int) {
    let window = scratch.window + (x &- tile.x) &* 4
    let total = window[3]
    if total == 0 { return }
    let place = result.offset(x: x, y: y)
    let inverse = 0.5 / Double(total)
    let sums = scratch.pixelSums(y) + (x &- tile.x) &* 4
    let (red, green, blue, fourth) = (sums[0], sums[1], sums[2], sums[3])
    store(red &* 64 &+ window[0], inverse, at: place)
    store(green &* 64 &+ window[1], inverse, at: place &+ 1)
    store(blue &* 64 &+ window[2], inverse, at: place &+ 2)
    store(fourth &* 64, inverse, at: place &+ 3)
    guard let detail = result.detail else { return }
    // Where all patches continue each other, what the heaviest one says beyond the mean is its shift alone.
    let isUniform =
      x < level.targetColumns && y < level.targetRows && scratch.uniformRows[x &- firstColumn] == 8
    if isUniform {
      for c in 0..<4 { detail[place &+ c] = 0 }
    } else {
      let heaviest = heaviestPatch(x: x, y: y)
      let match = level.field[heaviest.row &* level.targetColumns &+ heaviest.column]
      let source = sourcePixel(match, dx: x &- heaviest.column, dy: y &- heaviest.row)
      let patch = heaviest.column &- firstColumn
      let shifts = scratch.shiftPrefix(heaviest.row) + patch &* 3
      let prefix = scratch.weightPrefix(heaviest.row) + patch
      let weight = prefix[1] &- prefix[0]
      let scale = 0.5 / Double(total)
      let means = (red &* 64 &+ window[0], green &* 64 &+ window[1], blue &* 64 &+ window[2], fourth &* 64)
      // The prefix sums hold weight · shift, so the division is exact.
      @inline(__always)
      func shifted(_ c: Int) -> Int64 { Int64(source[c]) &* 64 &+ (shifts[3 &+ c] &- shifts[c]) / weight }
      detail[place] = difference(shifted(0) &* total &- means.0, scale)
      detail[place &+ 1] = difference(shifted(1) &* total &- means.1, scale)
      detail[place &+ 2] = difference(shifted(2) &* total &- means.2, scale)
      detail[place &+ 3] = difference(Int64(source[3]) &* 64 &* total &- means.3, scale)
    }
  }

  /// Corner of the patch with the largest weight, patches centred on the pixel counting more.
  ///
  /// The window is a product of columns and rows: the best of each row of patches was found when the row entered.
  @inline(__always)
  private func heaviestPatch(x: Int, y: Int) -> (row: Int, column: Int) {
    var heaviest: UInt64 = 0
    var bestRow = max(0, y &- 7)
    for row in max(0, y &- 7)...min(level.targetRows &- 1, y) {
      let weight = UInt64(scratch.rowWeights(row)[x &- tile.x]) &* UInt64(centreWindow(y &- row))
      if weight > heaviest {
        heaviest = weight
        bestRow = row
      }
    }
    return (bestRow, Int(scratch.rowColumns(bestRow)[x &- tile.x]))
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

  /// Writes `sum` / weight, from 1/64 to 1/32 steps, within 0...255.
  @inline(__always)
  private func store(_ sum: Int64, _ inverse: Double, at place: Int) {
    let value = Int(Double(sum) * inverse + 0.5)
    result.values[place] = UInt16(truncatingIfNeeded: sum <= 0 ? 0 : min(value, 255 &* 32))
  }

  @inline(__always)
  private func difference(_ sum: Int64, _ scale: Double) -> Int16 {
    Int16(truncatingIfNeeded: Int((Double(sum) * scale).rounded(.down)))
  }
}
