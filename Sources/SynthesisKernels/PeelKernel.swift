import KernelInterface

/// Search through whole rows of sources for the targets that reach beyond the finished rectangle.
///
/// The onion peel of Newson et al. (2014, section 3.3) with the cost of the fill: differences count over finished
/// pixels only and are normalized to a whole patch. It is cheap because a source row whose prior alone is above the best
/// cost is skipped unseen.
@inline(__always)
func peelTile(_ level: LevelView, tile: Tile, ring: PeelRing) {
  let finished = ring.finished
  let sourceRoom = level.sourceColumns &+ ThumbnailShape.lanes
  withUnsafeTemporaryAllocation(of: Int16.self, capacity: ThumbnailShape.valueCount) { thumbnail in
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: sourceRoom) { bounds in
      guard let thumbnail = thumbnail.baseAddress, let bounds = bounds.baseAddress else { return }
      for y in tile.y..<tile.y &+ tile.height {
        for x in tile.x..<tile.x &+ tile.width {
          let part = PatchPart(
            ofPatchAtX: x, y: y, insideX: finished.x, y: finished.y, width: finished.width, height: finished.height)
          if part.area == 0 || part.area == patchArea { continue }
          var target = PeelTarget(level, x: x, y: y, part: part, ring: ring)
          target.searchAround()
          target.searchRows(thumbnail: thumbnail, bounds: bounds)
          target.finish()
        }
      }
    }
  }
}

/// The search for one target: the best match so far, and what its candidates need to know.
struct PeelTarget {
  let level: LevelView
  let cost: MatchCost
  let ring: PeelRing
  let place: TargetPlace
  let x: Int
  let y: Int
  let index: Int
  let part: PatchPart
  let estimate: UnsafePointer<UInt8>
  let overlap: Int32

  /// Channel sums of the finished pixels.
  let sums: SIMD4<Int32>

  /// Largest shift, summed over the finished pixels.
  let shiftLimit: Int32

  /// All ones for every byte of a patch row that is finished.
  let mask: SquareSum.Row

  var best: Match
  var bestCost = unlimitedCost

  @inline(__always)
  init(_ level: LevelView, x: Int, y: Int, part: PatchPart, ring: PeelRing) {
    mask = SquareSum.mask(left: part.left, right: part.right)
    self.level = level
    self.ring = ring
    self.x = x
    self.y = y
    self.part = part
    index = y &* level.targetColumns &+ x
    cost = MatchCost(level)
    place = TargetPlace(cost, x: x, y: y)
    let estimate = UnsafePointer(level.estimate) + (y &* level.width &+ x) &* 4
    self.estimate = estimate
    sums = Self.targetSums(estimate, stride: cost.canvasStride, part: part)
    overlap = Int32(truncatingIfNeeded: part.area)
    shiftLimit = level.weights.biasLimit &* overlap / Int32(patchArea)
    best = Match(x: place.nearestColumn, y: place.nearestRow, flipped: false)
  }

  /// Tries the nearest source, what the ring before found here, and what neighbours have found.
  @inline(__always)
  mutating func searchAround() {
    let columns = level.targetColumns
    consider(best)
    if ring.searched[index] != 0 { consider(level.field[index]) }
    for direction in 0..<4 {
      let dx = direction == 0 ? -2 : direction == 1 ? 2 : 0
      let dy = direction == 2 ? -2 : direction == 3 ? 2 : 0
      let nx = x &+ dx
      let ny = y &+ dy
      if nx < 0 || ny < 0 || nx >= columns || ny >= level.targetRows { continue }
      let neighbour = ny &* columns &+ nx
      if ring.searched[neighbour] == 0 { continue }
      let match = level.field[neighbour]
      consider(cost.source(x: match.x &- dx, y: match.y &- dy, flipped: match.isFlipped))
    }
  }

  /// Tries every source of the rows that are looked at for this target.
  @inline(__always)
  mutating func searchRows(thumbnail: UnsafeMutablePointer<Int16>, bounds: UnsafeMutablePointer<UInt16>) {
    let bound = thumbnailBound(thumbnail: thumbnail, bounds: bounds)
    // Primes, so that no usual step lets a whole line of targets look at the same rows.
    let phase = 73 &* x &+ 97 &* y
    // Rows in order of distance to the nearest known row: the prior of a row bounds its cost from below.
    for step in 0..<2 &* level.sourceRows {
      let row = place.nearestRow &+ (step & 1 == 0 ? step / 2 : -(step &+ 1) / 2)
      if row < 0 || row >= level.sourceRows || (row &+ phase) % ring.rowStep != 0 { continue }
      let prior = ring.priorFactor &* level.rowPrior[abs(row &- place.nearestRow)]
      if prior >= bestCost { continue }
      searchRow(row, flipped: false, prior: prior, bound: bound)
      searchRow(row, flipped: true, prior: prior, bound: bound)
    }
  }

  /// How the thumbnails bound the costs of this target, where there are some of its shape.
  @inline(__always)
  private func thumbnailBound(
    thumbnail: UnsafeMutablePointer<Int16>, bounds: UnsafeMutablePointer<UInt16>
  ) -> ThumbnailBound? {
    let shape = ThumbnailShape(
      left: part.left, top: part.top, columns: part.right &- part.left, rows: part.bottom &- part.top)
    guard let shape, let view = ring.thumbnails[shape.number] else { return nil }
    return ThumbnailBound(
      view: view, ofPatch: estimate, rowBytes: cost.canvasStride, biasLimit: level.weights.biasLimit,
      target: thumbnail, bounds: bounds)
  }

  /// Tries the sources of a row whose least cost is below the best one; `prior` is what all of them cost at least.
  @inline(__always)
  private mutating func searchRow(_ row: Int, flipped: Bool, prior: Int32, bound: ThumbnailBound?) {
    let columns = level.sourceColumns
    guard let bound else {
      for column in 0..<columns { consider(Match(x: column, y: row, flipped: flipped)) }
      return
    }
    bound.bound(row: row, flipped: flipped)
    var least = bound.least(costing: bestCost &- prior)
    for column in 0..<columns where Int(bound.bounds[column]) < least {
      let costBefore = bestCost
      consider(Match(x: column, y: row, flipped: flipped))
      if bestCost < costBefore { least = bound.least(costing: bestCost &- prior) }
    }
  }

  /// Writes what was found.
  @inline(__always)
  func finish() {
    level.nextField[index] = best
    level.cost[index] = bestCost
    ring.searchedNow[index] = 1
    let source = sourceSums(best)
    let shift = ring.shift + index &* 4
    let bounded = boundedShift(sums &- source, limit: shiftLimit)
    for c in 0..<3 { shift[c] = Int16(truncatingIfNeeded: bounded[c] &* Int32(patchArea) / overlap) }
    shift[3] = Int16(truncatingIfNeeded: overlap)
  }

  @inline(__always)
  private mutating func consider(_ match: Match) {
    let value = value(of: match, limit: bestCost)
    if value < bestCost {
      bestCost = value
      best = match
    }
  }

  /// Cost over the finished pixels, normalized to a whole patch, and the weighted prior; `limit` when not below it.
  ///
  /// Everything is compared before it is divided, as all but a few candidates fail.
  @inline(__always)
  private func value(of match: Match, limit: Int32) -> Int32 {
    let prior = ring.priorFactor &* cost.prior(match, place: place)
    if prior >= limit { return limit }
    let source = sourceSums(match)
    var gain: Int32 = 0
    var squaredSums: Int32 = 0
    let differences = sums &- source
    let shift = boundedShift(differences, limit: shiftLimit)
    for c in 0..<3 {
      gain = gain &+ shift[c] &* (2 &* differences[c] &- shift[c])
      squaredSums = squaredSums &+ differences[c] &* differences[c]
    }
    gain = gain &- gain / 10
    // cost = (squared - gain / overlap) · 64 / overlap + prior
    let area = Int64(overlap) &* Int64(overlap)
    let bound = Int64(limit &- prior) &* area
    // The differences of the sums alone bound it from below: (Σ d)² ≤ overlap · Σ d².
    if Int64(squaredSums &- gain) &* Int64(patchArea) >= bound { return limit }
    let patch = cost.sourcePatch(match)
    let middle = (part.top &+ part.bottom) &>> 1
    var squared = maskedSquaredDistance(patch, rows: part.top..<middle)
    if (Int64(squared) &* Int64(overlap) &- Int64(gain)) &* Int64(patchArea) >= bound { return limit }
    squared = squared &+ maskedSquaredDistance(patch, rows: middle..<part.bottom)
    let scaled = (Int64(squared) &* Int64(overlap) &- Int64(gain)) &* Int64(patchArea)
    if scaled >= bound { return limit }
    return Int32(truncatingIfNeeded: scaled / area) &+ prior
  }

  /// Squared difference over the finished columns of some rows.
  @inline(__always)
  private func maskedSquaredDistance(_ source: UnsafePointer<UInt8>, rows: Range<Int>) -> Int32 {
    var sum = SquareSum()
    for row in rows {
      let p = SquareSum.row(estimate + row &* cost.canvasStride)
      let q = SquareSum.row(source + row &* cost.sourceStride)
      sum.add(p & mask, q & mask)
    }
    return sum.total
  }

  @inline(__always)
  private static func targetSums(_ estimate: UnsafePointer<UInt8>, stride: Int, part: PatchPart) -> SIMD4<Int32> {
    var sums = SIMD4<Int32>()
    for row in part.top..<part.bottom {
      let pixels = estimate + row &* stride
      for column in part.left..<part.right {
        for c in 0..<3 { sums[c] = sums[c] &+ Int32(pixels[column &* 4 &+ c]) }
      }
    }
    return sums
  }

  /// Channel sums of the part of a source patch, from the integral image; a flipped part is the mirrored plain one.
  @inline(__always)
  private func sourceSums(_ match: Match) -> SIMD4<Int32> {
    let left: Int
    let right: Int
    if match.isFlipped {
      left = level.knownWidth &- match.x &- part.right
      right = level.knownWidth &- match.x &- part.left
    } else {
      left = match.x &+ part.left
      right = match.x &+ part.right
    }
    let stride = level.knownWidth &+ 1
    let top = ring.integral + (match.y &+ part.top) &* stride &* 3
    let bottom = ring.integral + (match.y &+ part.bottom) &* stride &* 3
    var sums = SIMD4<Int32>()
    for c in 0..<3 {
      let sum = bottom[right &* 3 &+ c] &- bottom[left &* 3 &+ c] &- top[right &* 3 &+ c] &+ top[left &* 3 &+ c]
      sums[c] = Int32(truncatingIfNeeded: sum)
    }
    return sums
  }
}
