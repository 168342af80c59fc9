import KernelInterface

/// The steps between neighbouring pixels of the estimate that their sources don't have.
///
/// Where two chunks of the source meet, the vote shows a step that neither of them knows of. The patch centred on each of
/// the two pixels says what the step is in its source; a step between the two is as it should be, and what the estimate
/// has beyond them is to go. Beside a known pixel the other one has the say.
struct SeamSteps {
  private typealias Changes = UnsafeMutablePointer<SIMD4<Float>>

  let level: LevelView
  let limit: Float

  init(_ level: LevelView, limit: Float) {
    self.level = level
    self.limit = limit
  }

  /// Writes, for each unknown pixel of a tile, the sum over its neighbours of wanted less present steps; 0 for known ones.
  @inline(__always)
  func writeDivergence(of tile: Tile, into divergence: UnsafeMutablePointer<Float>) {
    forEachRow(tile.y..<tile.y &+ tile.height, columns: tile.x..<tile.x &+ tile.width) { y, row in
      let places = UnsafeMutableRawPointer(divergence + (y &- tile.y) &* tile.width &* 4)
        .assumingMemoryBound(to: SIMD4<Float>.self)
      for i in 0..<tile.width { places[i] = row[i] }
    }
  }

  /// Writes the same for `rows` of a grid of half the size, each place the sum of its four pixels; those of which all
  /// pixels are known may be left out.
  ///
  /// Where the canvas has an odd number of columns or rows, the last one counts twice.
  @inline(__always)
  func writeHalved(rows: Range<Int>, into divergence: UnsafeMutablePointer<Float>) {
    let lines = rows.lowerBound &* 2..<min(rows.upperBound &* 2, level.height)
    let (firstKnown, lastKnown) = (level.knownX, level.knownX &+ level.knownWidth &- 1)
    let isInside = lines.lowerBound > level.knownY && lines.upperBound < level.knownY &+ level.knownHeight
    if isInside && level.knownWidth >= 8 {
      // Up to the first known column and from the last one, both cut before an even one: between them all is known.
      addHalved(lines, columns: 0..<min((firstKnown &+ 2) & ~1, level.width), to: divergence)
      addHalved(lines, columns: lastKnown & ~1..<level.width, to: divergence)
    } else {
      addHalved(lines, columns: 0..<level.width, to: divergence)
    }
  }

  /// Writes the sums of the divergence over pairs of `columns`, of which the first is even, and pairs of rows.
  private func addHalved(_ rows: Range<Int>, columns: Range<Int>, to divergence: UnsafeMutablePointer<Float>) {
    let halfWidth = (level.width &+ 1) / 2
    forEachRow(rows, columns: columns) { y, row in
      let places = UnsafeMutableRawPointer(divergence + y / 2 &* halfWidth &* 4)
        .assumingMemoryBound(to: SIMD4<Float>.self)
      for i in columns.lowerBound / 2..<(columns.upperBound &+ 1) / 2 {
        let left = row[i &* 2 &- columns.lowerBound]
        let right = row[min(i &* 2 &+ 1, level.width &- 1) &- columns.lowerBound]
        if y & 1 == 0 {
          places[i] = left + right
          if y &+ 1 == level.height { places[i] = places[i] + left + right }
        } else {
          places[i] = places[i] + left + right
        }
      }
    }
  }

  /// Calls `body` with the divergence of each row, a value for each of `columns`.
  @inline(__always)
  private func forEachRow(
    _ rows: Range<Int>, columns: Range<Int>, _ body: (_ y: Int, _ row: UnsafePointer<SIMD4<Float>>) -> Void
  ) {
    // One more column at the left, whose change to the first one is needed, and at the right.
    let seen = max(columns.lowerBound &- 1, 0)..<min(columns.upperBound &+ 1, level.width)
    let scratch = SeamScratch(columns: seen.count)
    let first = columns.lowerBound &- seen.lowerBound
    var (shown, next) = (scratch.shown, scratch.next)
    var (upper, lower) = (scratch.upper, scratch.lower)
    if rows.lowerBound > 0 {
      look(row: rows.lowerBound &- 1, columns: seen, into: next)
      look(row: rows.lowerBound, columns: seen, into: shown)
      measureDown(from: rows.lowerBound &- 1, columns: seen, next, shown, scratch, into: upper)
    } else {
      look(row: 0, columns: seen, into: shown)
    }
    for y in rows {
      measureRight(row: y, columns: seen, shown, scratch, into: scratch.right)
      if y &+ 1 < level.height {
        look(row: y &+ 1, columns: seen, into: next)
        measureDown(from: y, columns: seen, shown, next, scratch, into: lower)
      }
      // Beyond the canvas lies the mirror image of what is within.
      scratch.diverge(
        columns.lowerBound &- seen.lowerBound..<columns.upperBound &- seen.lowerBound,
        hasLeft: columns.lowerBound > 0, hasRight: columns.upperBound < level.width,
        above: y > 0 ? upper : nil, below: y &+ 1 < level.height ? lower : nil)
      if isKnown(row: y) {
        for x in columns.clamped(to: level.knownX..<level.knownX &+ level.knownWidth) {
          scratch.row[x &- seen.lowerBound] = SIMD4()
        }
      }
      body(y, scratch.row + first)
      (shown, next) = (next, shown)
      (upper, lower) = (lower, upper)
    }
    scratch.deallocate()
  }

  /// Writes the changes of the steps from each pixel of a row to the next one.
  @inline(__always)
  private func measureRight(
    row y: Int, columns: Range<Int>, _ shown: ShownRow, _ scratch: SeamScratch, into changes: Changes
  ) {
    let count = columns.count &- 1
    scratch.subtract(
      count: count, own: shown.own, toNext: shown.right, nextOwn: shown.own + 4, nextBack: shown.left + 4,
      present: present(row: y, columns), nextPresent: present(row: y, columns) + 4)
    weigh(count: count, scratch, into: changes)
    if !isKnown(row: y) { return }
    let known = level.knownX..<level.knownX &+ level.knownWidth
    for x in columns.clamped(to: known.lowerBound..<known.upperBound &- 1) {
      changes[x &- columns.lowerBound] = SIMD4()
    }
    func mend(_ x: Int) {
      if x < columns.lowerBound || x &+ 1 >= columns.upperBound { return }
      changes[x &- columns.lowerBound] = changeBesideKnown(x: x, y: y, dx: 1, dy: 0)
    }
    mend(known.lowerBound &- 1)
    mend(known.upperBound &- 1)
  }

  /// Writes the changes of the steps from each pixel of row `y` to the one below it.
  @inline(__always)
  private func measureDown(
    from y: Int, columns: Range<Int>, _ shown: ShownRow, _ next: ShownRow, _ scratch: SeamScratch,
    into changes: Changes
  ) {
    scratch.subtract(
      count: columns.count, own: shown.own, toNext: shown.below, nextOwn: next.own, nextBack: next.above,
      present: present(row: y, columns), nextPresent: present(row: y &+ 1, columns))
    weigh(count: columns.count, scratch, into: changes)
    let (isKnownRow, isNextKnown) = (isKnown(row: y), isKnown(row: y &+ 1))
    if !isKnownRow && !isNextKnown { return }
    for x in columns.clamped(to: level.knownX..<level.knownX &+ level.knownWidth) {
      changes[x &- columns.lowerBound] =
        isKnownRow && isNextKnown ? SIMD4() : changeBesideKnown(x: x, y: y, dx: 0, dy: 1)
    }
  }

  /// Writes the changes, less of them the larger they are: to nothing at the limit, which is an edge.
  @inline(__always)
  private func weigh(count: Int, _ scratch: SeamScratch, into changes: Changes) {
    let (differences, weights) = (scratch.differences, scratch.weights)
    for i in 0..<count {
      let pixel = differences + i &* 4
      let share = Float(max(abs(pixel[0]), max(abs(pixel[1]), abs(pixel[2])))) / limit
      weights[i] = max(0, 1 - share * share)
    }
    for i in 0..<count {
      let pixel = differences + i &* 4
      // The fourth channel is not blended.
      changes[i] = SIMD4(Float(pixel[0]), Float(pixel[1]), Float(pixel[2]), 0) * weights[i]
    }
  }

  @inline(__always)
  private func weighed(_ change: SIMD4<Int32>) -> SIMD4<Float> {
    let share = Float(max(abs(change.x), max(abs(change.y), abs(change.z)))) / limit
    return SIMD4<Float>(change) * max(0, 1 - share * share)
  }

  /// The change of the step between two pixels one of which is known.
  private func changeBesideKnown(x: Int, y: Int, dx: Int, dy: Int) -> SIMD4<Float> {
    let isFirstKnown = isKnown(row: y) && isKnown(column: x)
    let (freeX, freeY) = isFirstKnown ? (x &+ dx, y &+ dy) : (x, y)
    let back = isFirstKnown ? -1 : 1
    let source = source(x: freeX, y: freeY)
    let wanted = difference(source, source + back &* (dy &* level.knownWidth &+ dx) &* 4) &* Int32(back)
    let pixel = UnsafePointer(level.estimate) + (y &* level.width &+ x) &* 4
    return weighed(wanted &- difference(pixel, pixel + (dy &* level.width &+ dx) &* 4))
  }

  /// Colours of the second pixel less those of the first; the fourth channel is not blended.
  @inline(__always)
  private func difference(_ first: UnsafePointer<UInt8>, _ second: UnsafePointer<UInt8>) -> SIMD4<Int32> {
    SIMD4(
      Int32(second[0]) &- Int32(first[0]), Int32(second[1]) &- Int32(first[1]),
      Int32(second[2]) &- Int32(first[2]), 0)
  }

  /// Collects what the source of the patch centred on each pixel of a row shows.
  @inline(__always)
  private func look(row y: Int, columns: Range<Int>, into shown: ShownRow) {
    // A neighbour on the canvas is under the patch, too; one beyond its edge may not even be in the source.
    let above = y > 0 ? -level.knownWidth &* 4 : 0
    let below = y &+ 1 < level.height ? level.knownWidth &* 4 : 0
    var x = columns.lowerBound
    while x < columns.upperBound {
      let end = x == 0 ? 1 : endOfRun(x: x, y: y, limit: columns.upperBound)
      let (left, right) = (x > 0 ? -4 : 0, x &+ 1 < level.width ? 4 : 0)
      var pixel = source(x: x, y: y)
      var place = (x &- columns.lowerBound) &* 4
      while x < end {
        copyBlock(from: pixel, to: shown.own + place)
        copyBlock(from: pixel + left, to: shown.left + place)
        copyBlock(from: pixel + right, to: shown.right + place)
        copyBlock(from: pixel + above, to: shown.above + place)
        copyBlock(from: pixel + below, to: shown.below + place)
        pixel = pixel + 32
        place = place &+ 32
        x = x &+ 8
      }
      x = end
    }
  }

  /// The column up to which the sources of a row lie side by side from column `x` on; the last one is a run of its own.
  @inline(__always)
  private func endOfRun(x: Int, y: Int, limit: Int) -> Int {
    let row = min(max(y &- patchSide / 2, 0), level.targetRows &- 1)
    let field = UnsafePointer(level.field) + row &* level.targetColumns
    var end = x &+ 1
    while end < min(limit, level.width &- 1) {
      let column = end &- patchSide / 2
      // Where the patch is the nearest one to the centred one, it is the same for both.
      if column > 0 && column < level.targetColumns && field[column &- 1].next != field[column] { break }
      end = end &+ 1
    }
    return end
  }

  /// Where the source of the patch centred on a pixel, or the nearest to that, shows it.
  @inline(__always)
  private func source(x: Int, y: Int) -> UnsafePointer<UInt8> {
    let column = min(max(x &- patchSide / 2, 0), level.targetColumns &- 1)
    let row = min(max(y &- patchSide / 2, 0), level.targetRows &- 1)
    let match = level.field[row &* level.targetColumns &+ column]
    let base = match.isFlipped ? level.flippedSource : level.source
    return base + ((match.y &+ y &- row) &* level.knownWidth &+ match.x &+ x &- column) &* 4
  }

  @inline(__always)
  private func present(row y: Int, _ columns: Range<Int>) -> UnsafePointer<UInt8> {
    UnsafePointer(level.estimate) + (y &* level.width &+ columns.lowerBound) &* 4
  }

  @inline(__always)
  private func isKnown(column x: Int) -> Bool { x >= level.knownX && x < level.knownX &+ level.knownWidth }

  @inline(__always)
  private func isKnown(row y: Int) -> Bool { y >= level.knownY && y < level.knownY &+ level.knownHeight }
}

/// What the source of the patch centred on each pixel of a row shows at the pixel and beside it: four bytes a pixel.
private struct ShownRow {
  let own, left, right, above, below: UnsafeMutablePointer<UInt8>

  init(_ memory: UnsafeMutablePointer<UInt8>, stride: Int) {
    own = memory
    left = memory + stride
    right = memory + 2 &* stride
    above = memory + 3 &* stride
    below = memory + 4 &* stride
  }
}

/// Copies eight pixels; what is too much is overwritten by the next run or lies in the room behind the row.
@inline(__always)
private func copyBlock(from source: UnsafePointer<UInt8>, to place: UnsafeMutablePointer<UInt8>) {
  let pixels = UnsafeRawPointer(source).loadUnaligned(as: SIMD32<UInt8>.self)
  UnsafeMutableRawPointer(place).storeBytes(of: pixels, as: SIMD32<UInt8>.self)
}

/// Memory for two rows of pixels and the changes between them.
private struct SeamScratch {
  let shown: ShownRow
  let next: ShownRow

  /// Four values a pixel.
  let differences: UnsafeMutablePointer<Int16>

  /// By how much the difference at each pixel counts.
  let weights: UnsafeMutablePointer<Float>

  /// Changes of the steps to the right, from the row above, to the row below, and their divergence.
  let right, upper, lower, row: UnsafeMutablePointer<SIMD4<Float>>

  init(columns: Int) {
    let bytes = columns &* 4
    let stride = bytes &+ 32
    let pixels = UnsafeMutablePointer<UInt8>.allocate(capacity: 10 &* stride)
    shown = ShownRow(pixels, stride: stride)
    next = ShownRow(pixels + 5 &* stride, stride: stride)
    differences = .allocate(capacity: bytes)
    weights = .allocate(capacity: columns)
    right = .allocate(capacity: columns)
    upper = .allocate(capacity: columns)
    lower = .allocate(capacity: columns)
    row = .allocate(capacity: columns)
  }

  func deallocate() {
    shown.own.deallocate()
    differences.deallocate()
    weights.deallocate()
    right.deallocate()
    upper.deallocate()
    lower.deallocate()
    row.deallocate()
  }

  /// Writes the divergence of some places of a row, from the changes to the right and those from the rows above and below.
  ///
  /// What has no neighbour on one side has the mirror image of the other one there.
  @inline(__always)
  func diverge(
    _ places: Range<Int>, hasLeft: Bool, hasRight: Bool, above: UnsafePointer<SIMD4<Float>>?,
    below: UnsafePointer<SIMD4<Float>>?
  ) {
    let first = hasLeft ? places.lowerBound : places.lowerBound &+ 1
    let end = hasRight ? places.upperBound : places.upperBound &- 1
    let left = right - 1
    func diverge(_ down: (Int) -> SIMD4<Float>) {
      if !hasLeft { row[first &- 1] = (right[first &- 1] + right[first &- 1]) + down(first &- 1) }
      for i in first..<end { row[i] = (right[i] - left[i]) + down(i) }
      if !hasRight { row[end] = -(left[end] + left[end]) + down(end) }
    }
    if let above, let below {
      diverge { below[$0] - above[$0] }
    } else if let below {
      diverge { below[$0] + below[$0] }
    } else if let above {
      diverge { -(above[$0] + above[$0]) }
    }
  }

  /// Writes what the present step from each of `count` pixels to its neighbour lacks to lie between those of the sources.
  @inline(__always)
  func subtract(
    count: Int, own: UnsafePointer<UInt8>, toNext: UnsafePointer<UInt8>, nextOwn: UnsafePointer<UInt8>,
    nextBack: UnsafePointer<UInt8>, present: UnsafePointer<UInt8>, nextPresent: UnsafePointer<UInt8>
  ) {
    for i in 0..<count &* 4 {
      let step = Int16(nextPresent[i]) &- Int16(present[i])
      let first = Int16(toNext[i]) &- Int16(own[i]) &- step
      let second = Int16(nextOwn[i]) &- Int16(nextBack[i]) &- step
      differences[i] = max(min(first, second), 0) &+ min(max(first, second), 0)
    }
  }
}

/// Writes the pixels of a tile with the correction added to their colours, rounded, within 0...255.
@inline(__always)
func correctTile(_ level: LevelView, tile: Tile, by correction: PoissonGrid) {
  for y in tile.y..<tile.y &+ tile.height {
    let start = (y &* level.width &+ tile.x) &* 4
    let values = correction.values + ((y &- correction.y) &* correction.width &+ tile.x &- correction.x) &* 4
    let (pixels, corrected) = (UnsafePointer(level.estimate) + start, level.nextEstimate + start)
    for i in 0..<tile.width &* 4 {
      corrected[i] = UInt8(truncatingIfNeeded: Int32(min(max(Float(pixels[i]) + values[i] + 0.5, 0), 255)))
    }
    for i in 0..<tile.width { corrected[i &* 4 &+ 3] = pixels[i &* 4 &+ 3] }
  }
}
