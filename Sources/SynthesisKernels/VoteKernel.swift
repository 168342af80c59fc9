import KernelInterface

/// Weighted mean of what the up to 64 patches over each pixel say of it.
///
/// After Wexler et al. (2007, section 3.2).
///
/// Weights are integers below 2^24 and pixels are bytes, so every sum is exact and may be taken in any order: weights
/// come from prefix sums along the patch rows, source pixels are read once for each run of patches that continue each
/// other, and where all 64 patches do so the vote is one source pixel and a shift.
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
    for row in tile.y &- 7..<tile.y { enter(patchRow: row) }
    for y in tile.y..<tile.y &+ tile.height {
      enter(patchRow: y)
      for x in tile.x..<tile.x &+ tile.width where vote.includesKnown || !isKnown(x: x, y: y) {
        pixel(x: x, y: y)
      }
    }
    scratch.deallocate()
  }

  /// Takes a row of patches into the window and drops the one eight rows above.
  @inline(__always)
  private func enter(patchRow row: Int) {
    let slot = scratch.prefix(row)
    if row &- 8 >= tile.y &- 7 && row >= 8 { addWindows(of: slot, sign: -1) }
    guard row >= 0 && row < level.targetRows else {
      for i in 0..<columnCount { scratch.uniformRows[i] = 0 }
      return
    }
    weigh(patchRow: row, prefix: slot, runs: scratch.runs(row), weights: scratch.weights(row))
    addWindows(of: slot, sign: 1)
  }

  /// Adds the weights and weighted shifts of a patch row, summed over the patches above each pixel, to the window.
  @inline(__always)
  private func addWindows(of prefix: UnsafeMutablePointer<Int64>, sign: Int64) {
    let window = scratch.window
    let last = level.targetColumns &- 1
    for i in 0..<tile.width {
      let x = tile.x &+ i
      let high = prefix + (min(x, last) &+ 1 &- firstColumn) &* 4
      let low = prefix + (max(0, x &- 7) &- firstColumn) &* 4
      for c in 0..<4 {
        window[i &* 4 &+ c] = window[i &* 4 &+ c] &+ sign &* (high[c] &- low[c])
      }
    }
  }

  /// Weights, shifts and runs of one patch row.
  @inline(__always)
  private func weigh(
    patchRow row: Int, prefix: UnsafeMutablePointer<Int64>, runs: UnsafeMutablePointer<UInt8>,
    weights: UnsafeMutablePointer<UInt32>
  ) {
    boxSumRow(
      pixels: level.estimate, stride: cost.canvasStride, x: firstColumn, y: row, count: columnCount,
      columnSums: scratch.columnSums, into: scratch.sums)
    let field = UnsafePointer(level.field) + (row &* level.targetColumns &+ firstColumn)
    let costs = UnsafePointer(level.cost) + (row &* level.targetColumns &+ firstColumn)
    let dy = max(max(level.knownY &- row &- 4, row &+ 4 &- level.knownY &- level.knownHeight), 0)
    let limit = level.weights.biasLimit
    for c in 0..<4 { prefix[c] = 0 }
    var run = 0
    for i in 0..<columnCount {
      let x = firstColumn &+ i
      let entry = prefix + i &* 4
      guard cost.isTarget(x: x, y: row) else {
        run = 0
        runs[i] = 0
        weights[i] = 0
        scratch.uniformRows[i] = 0
        for c in 0..<4 { entry[4 &+ c] = entry[c] }
        continue
      }
      let match = field[i]
      run = run > 0 && field[i &- 1].next == match ? min(run &+ 1, 8) : 1
      runs[i] = UInt8(truncatingIfNeeded: run)
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

      let target = UnsafePointer(scratch.sums) + i &* 4
      let source = level.sourceSums + (match.y &* level.sourceColumns &+ cost.plainColumn(match)) &* 4
      for c in 0..<3 {
        let shift = min(max(Int32(target[c]) &- Int32(source[c]), -limit), limit)
        entry[4 &+ c] = entry[c] &+ Int64(weight) &* Int64(shift)
      }
      entry[7] = entry[3] &+ Int64(weight)
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
    let isUniform =
      x < level.targetColumns && y < level.targetRows && scratch.uniformRows[x &- firstColumn] == 8
    if isUniform {
      let source = sourcePixel(level.field[y &* level.targetColumns &+ x], dx: 0, dy: 0)
      for c in 0..<4 {
        let shift = c < 3 ? window[c] : 0
        store(Int64(source[c]) &* 64 &* total &+ shift, inverse, at: place &+ c)
      }
      if let detail = result.detail {
        for c in 0..<4 { detail[place &+ c] = 0 }
      }
      return
    }
    var sum = PixelSum()
    let left = max(0, x &- 7)
    for row in max(0, y &- 7)...min(level.targetRows &- 1, y) {
      let field = UnsafePointer(level.field) + row &* level.targetColumns
      let prefix = scratch.prefix(row)
      let runs = scratch.runs(row)
      var column = min(x, level.targetColumns &- 1)
      while column >= left {
        let run = min(Int(runs[column &- firstColumn]), column &- left &+ 1)
        if run == 0 {
          column = column &- 1
          continue
        }
        let high = column &+ 1 &- firstColumn
        let weight = prefix[high &* 4 &+ 3] &- prefix[(high &- run) &* 4 &+ 3]
        // The match of the patch, moved on to this pixel, is the place of the pixel in the source.
        let place = field[column].rawValue &+ UInt32(truncatingIfNeeded: (y &- row) &<< 16 &+ x &- column)
        sum.add(weight, at: place, self)
        column = column &- run
      }
    }
    sum.flush(self)
    let (red, green, blue, fourth) = (sum.red, sum.green, sum.blue, sum.fourth)
    store(red &* 64 &+ window[0], inverse, at: place)
    store(green &* 64 &+ window[1], inverse, at: place &+ 1)
    store(blue &* 64 &+ window[2], inverse, at: place &+ 2)
    store(fourth &* 64, inverse, at: place &+ 3)
    if let detail = result.detail {
      let heaviest = heaviestPatch(x: x, y: y)
      let match = level.field[heaviest.row &* level.targetColumns &+ heaviest.column]
      let source = sourcePixel(match, dx: x &- heaviest.column, dy: y &- heaviest.row)
      let entry = scratch.prefix(heaviest.row) + (heaviest.column &- firstColumn) &* 4
      let weight = entry[7] &- entry[3]
      let scale = 0.5 / Double(total)
      let means = (red &* 64 &+ window[0], green &* 64 &+ window[1], blue &* 64 &+ window[2], fourth &* 64)
      // The prefix sums hold weight · shift, so the division is exact.
      @inline(__always)
      func shifted(_ c: Int) -> Int64 { Int64(source[c]) &* 64 &+ (entry[4 &+ c] &- entry[c]) / weight }
      detail[place] = difference(shifted(0) &* total &- means.0, scale)
      detail[place &+ 1] = difference(shifted(1) &* total &- means.1, scale)
      detail[place &+ 2] = difference(shifted(2) &* total &- means.2, scale)
      detail[place &+ 3] = difference(Int64(source[3]) &* 64 &* total &- means.3, scale)
    }
  }

  /// Corner of the patch with the largest weight, patches centred on the pixel counting more.
  @inline(__always)
  private func heaviestPatch(x: Int, y: Int) -> (row: Int, column: Int) {
    // exp(-d² / (2 · 1.5²)) · 256 at d = ±0.5, 1.5, 2.5, 3.5 from the middle of the patch.
    let profile: (UInt64, UInt64, UInt64, UInt64) = (17, 64, 155, 242)
    @inline(__always)
    func window(_ offset: Int) -> UInt64 {
      switch min(offset, 7 &- offset) {
      case 0: profile.0
      case 1: profile.1
      case 2: profile.2
      default: profile.3
      }
    }
    var heaviest: UInt64 = 0
    var bestRow = y
    var bestColumn = x
    let right = min(x, level.targetColumns &- 1)
    for row in max(0, y &- 7)...min(level.targetRows &- 1, y) {
      let weights = scratch.weights(row)
      let rowWindow = window(y &- row)
      for column in max(0, x &- 7)...right {
        let weight = UInt64(weights[column &- firstColumn]) &* rowWindow &* window(x &- column)
        if weight > heaviest {
          heaviest = weight
          bestRow = row
          bestColumn = column
        }
      }
    }
    return (bestRow, bestColumn)
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

/// Weighted sum of source pixels.
///
/// Around the border of two chunks the same two places come up again and again, so their weights are collected before
/// the pixels are read.
private struct PixelSum {
  var red: Int64 = 0
  var green: Int64 = 0
  var blue: Int64 = 0
  var fourth: Int64 = 0
  private var place: (UInt32, UInt32) = (.max, .max)
  private var weight: (Int64, Int64) = (0, 0)

  @inline(__always)
  init() {}

  @inline(__always)
  mutating func add(_ added: Int64, at newPlace: UInt32, _ tile: VoteTile) {
    if newPlace == place.0 {
      weight.0 = weight.0 &+ added
    } else if newPlace == place.1 {
      weight.1 = weight.1 &+ added
    } else {
      read(place.1, weight.1, tile)
      place.1 = place.0
      weight.1 = weight.0
      place.0 = newPlace
      weight.0 = added
    }
  }

  @inline(__always)
  mutating func flush(_ tile: VoteTile) {
    read(place.0, weight.0, tile)
    read(place.1, weight.1, tile)
  }

  @inline(__always)
  private mutating func read(_ place: UInt32, _ weight: Int64, _ tile: VoteTile) {
    if weight == 0 { return }
    let source = tile.sourcePixel(Match(rawValue: place), dx: 0, dy: 0)
    red = red &+ weight &* Int64(source[0])
    green = green &+ weight &* Int64(source[1])
    blue = blue &+ weight &* Int64(source[2])
    fourth = fourth &+ weight &* Int64(source[3])
  }
}

/// Memory of a vote: the last eight patch rows, and their sums above each pixel.
struct VoteScratch {
  let columns: Int
  let prefixes: UnsafeMutablePointer<Int64>
  let allRuns: UnsafeMutablePointer<UInt8>
  let allWeights: UnsafeMutablePointer<UInt32>

  /// For each corner, over how many rows upwards (up to 8) the eight patches to its left continue each other.
  let uniformRows: UnsafeMutablePointer<UInt8>

  /// For each pixel, sums over the window of weight · shift (red, green, blue) and of weight.
  let window: UnsafeMutablePointer<Int64>
  let sums: UnsafeMutablePointer<UInt16>
  let columnSums: UnsafeMutablePointer<UInt16>

  init(columns: Int, pixels: Int) {
    self.columns = columns
    prefixes = .allocate(capacity: 8 &* (columns &+ 1) &* 4)
    prefixes.initialize(repeating: 0, count: 8 &* (columns &+ 1) &* 4)
    allRuns = .allocate(capacity: 8 &* columns)
    allRuns.initialize(repeating: 0, count: 8 &* columns)
    allWeights = .allocate(capacity: 8 &* columns)
    allWeights.initialize(repeating: 0, count: 8 &* columns)
    uniformRows = .allocate(capacity: columns)
    uniformRows.initialize(repeating: 0, count: columns)
    window = .allocate(capacity: pixels &* 4)
    window.initialize(repeating: 0, count: pixels &* 4)
    sums = .allocate(capacity: columns &* 4 &+ 64)
    columnSums = .allocate(capacity: (columns &+ 8) &* 4 &+ 64)
  }

  func deallocate() {
    prefixes.deallocate()
    allRuns.deallocate()
    allWeights.deallocate()
    uniformRows.deallocate()
    window.deallocate()
    sums.deallocate()
    columnSums.deallocate()
  }

  @inline(__always)
  func prefix(_ row: Int) -> UnsafeMutablePointer<Int64> { prefixes + (row & 7) &* (columns &+ 1) &* 4 }

  @inline(__always)
  func runs(_ row: Int) -> UnsafeMutablePointer<UInt8> { allRuns + (row & 7) &* columns }

  @inline(__always)
  func weights(_ row: Int) -> UnsafeMutablePointer<UInt32> { allWeights + (row & 7) &* columns }
}
