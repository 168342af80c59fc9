import KernelInterface

/// One Jacobi sweep of PatchMatch: propagation from neighbours, then random search in shrinking squares.
///
/// After Barnes et al. (2009, section 3.2). It reads the field of the sweep before, so that no target depends on
/// another of its sweep.
@inline(__always)
func searchTile(_ level: LevelView, tile: Tile, sweep: Sweep) -> Int {
  let cost = MatchCost(level)
  var evaluations = 0
  let unsettled = UnsafeMutablePointer<UInt32>.allocate(capacity: tile.width)
  PatchMoments.Memory.withContrast(count: tile.width) { memory in
    var corners = PatchMoments(
      pixels: level.estimate, stride: cost.canvasStride, x: tile.x, count: tile.width, memory: memory)
    for y in tile.y..<tile.y &+ tile.height {
      corners.move(to: y)
      if sweep.refreshesCosts {
        evaluateRow(cost, y: y, columns: tile.x..<tile.x &+ tile.width, corners)
        evaluations = evaluations &+ tile.width
      }
      findUnsettled(
        level, y: y, columns: tile.x..<tile.x &+ tile.width, hopCount: sweep.hopCount, into: unsettled)
      for x in tile.x..<tile.x &+ tile.width {
        let index = y &* level.targetColumns &+ x
        if unsettled[x &- tile.x] == 0 {
          level.nextField[index] = level.field[index]
          continue
        }
        var target = TargetSearch(cost, x: x, y: y, index: index, moments: corners.values(x: x))
        for step in 0..<sweep.hopCount {
          let hop = hop(step)
          target.propagate(cost, dx: -hop, dy: 0)
          target.propagate(cost, dx: hop, dy: 0)
          target.propagate(cost, dx: 0, dy: -hop)
          target.propagate(cost, dx: 0, dy: hop)
        }
        target.searchRandomly(cost, sweep: sweep)
        level.nextField[index] = target.best
        level.cost[index] = target.bestCost
        evaluations = evaluations &+ target.evaluations
      }
    }
  }
  unsettled.deallocate()
  return evaluations
}

/// Distance to the neighbours that propose their matches in each step of propagation.
@inline(__always)
private func hop(_ step: Int) -> Int { step == 0 ? 1 : step == 1 ? 4 : 12 }

/// Writes 0 for targets of a row for which there is nothing to do, anything else for the others.
///
/// Of the first every neighbour that would propose a match continues theirs, which is too good for a random one to beat it;
/// see `TargetSearch.searchRandomly`. Most are such, so that it is worth a look at several at once. Those near the left and
/// right edge of the canvas are left to the search.
@inline(__always)
private func findUnsettled(
  _ level: LevelView, y: Int, columns: Range<Int>, hopCount: Int, into unsettled: UnsafeMutablePointer<UInt32>
) {
  let reach = hop(hopCount &- 1)
  let isInner = y > 0 && y &+ 1 < level.targetRows
  let inner = (isInner ? reach..<max(reach, level.targetColumns &- reach) : 0..<0).clamped(to: columns)
  let result = unsettled - columns.lowerBound
  for x in columns.lowerBound..<inner.lowerBound { result[x] = 1 }
  for x in inner.upperBound..<columns.upperBound { result[x] = 1 }
  let start = y &* level.targetColumns
  let costs = UnsafePointer(level.cost) + start
  let field = UnsafeRawPointer(level.field + start).assumingMemoryBound(to: UInt32.self)
  let largest = 4 &* level.weights.agreement
  for x in inner { result[x] = costs[x] > largest ? 1 : 0 }
  for step in 0..<hopCount {
    let distance = hop(step)
    let columnStep = UInt32(truncatingIfNeeded: distance)
    for x in inner {
      let (left, right) = (field[x &- distance] &+ columnStep, field[x &+ distance] &- columnStep)
      result[x] = result[x] | (left ^ field[x]) | (right ^ field[x])
    }
    let rows = distance &* level.targetColumns
    if y >= distance {
      for x in inner { result[x] = result[x] | ((field[x &- rows] &+ columnStep &<< 16) ^ field[x]) }
    }
    if y &+ distance < level.targetRows {
      for x in inner { result[x] = result[x] | ((field[x &+ rows] &- columnStep &<< 16) ^ field[x]) }
    }
  }
}

/// The search for one target: the best match so far, and what its candidates need to know.
struct TargetSearch {
  let x: Int
  let y: Int
  let index: Int
  let moments: SIMD4<Int32>
  let isStraddling: Bool

  /// Computed when the first candidate needs it: most targets have none.
  private var place: TargetPlace?

  /// Computed with `place`, in the build that reads it; see `MatchCost.cost`.
  private var squares: Int32 = 0

  /// The candidates evaluated last: several neighbours in one chunk propose the same match.
  private var recent = RecentMatches()

  var best: Match
  var bestCost: Int32

  /// Cost and agreement term of the best match.
  var bestTotal: Int32
  var evaluations = 0

  @inline(__always)
  init(_ cost: MatchCost, x: Int, y: Int, index: Int, moments: SIMD4<Int32>) {
    self.x = x
    self.y = y
    self.index = index
    self.moments = moments
    isStraddling = cost.isStraddling(x: x, y: y)
    best = cost.level.field[index]
    bestCost = cost.level.cost[index]
    bestTotal = bestCost &+ cost.level.weights.agreement &* cost.disagreement(best, index: index, x: x, y: y)
  }

  /// Tries the match of the neighbour at (dx, dy), shifted back.
  @inline(__always)
  mutating func propagate(_ cost: MatchCost, dx: Int, dy: Int) {
    let level = cost.level
    let nx = x &+ dx
    let ny = y &+ dy
    if nx < 0 || ny < 0 || nx >= level.targetColumns || ny >= level.targetRows { return }
    let match = level.field[index &+ dy &* level.targetColumns &+ dx]
    // What continues the best match needs no further look: by far the most frequent case.
    if match.rawValue == best.rawValue &+ UInt32(truncatingIfNeeded: dy &<< 16 &+ dx) { return }
    if !cost.isTarget(x: nx, y: ny) { return }
    consider(cost.source(x: match.x &- dx, y: match.y &- dy, flipped: match.isFlipped), cost)
  }

  /// Tries random matches around the best one, in squares that shrink.
  ///
  /// A candidate that continues a neighbour was tried by propagation already, and any other one pays the whole
  /// agreement term: where that alone exceeds the best cost, there is nothing to find. At the edge of the canvas a
  /// missing neighbour counts as agreeing, so there the search always runs.
  @inline(__always)
  mutating func searchRandomly(_ cost: MatchCost, sweep: Sweep) {
    if 4 &* cost.level.weights.agreement >= bestTotal && cost.isInner(x: x, y: y) { return }
    var random = CoordinateRandom(key: sweep.randomKey, index: index)
    var reach = sweep.reach
    while reach >= 1 {
      var sx = best.x &+ random.next(below: 2 &* reach &+ 1) &- reach
      let sy = best.y &+ random.next(below: 2 &* reach &+ 1) &- reach
      var flipped = best.isFlipped
      if random.next(below: 4) == 0 {
        flipped.toggle()
        sx = cost.level.sourceColumns &- 1 &- sx
      }
      consider(cost.source(x: sx, y: sy, flipped: flipped), cost)
      reach = reach &>> 1
    }
  }

  /// Takes a candidate if it is better than the best match.
  ///
  /// Most are rejected by the agreement term alone.
  @inline(__always)
  private mutating func consider(_ match: Match, _ cost: MatchCost) {
    if match == best { return }
    let penalty = cost.level.weights.agreement &* cost.disagreement(match, index: index, x: x, y: y)
    if penalty < bestTotal { evaluate(match, penalty: penalty, cost) }
  }

  @inline(never)
  private mutating func evaluate(_ match: Match, penalty: Int32, _ cost: MatchCost) {
    // What was worse, or was best, is no better now.
    if recent.contains(match) { return }
    recent.insert(match)
    evaluations = evaluations &+ 1
    let limit = bestTotal &- penalty
    let place = place ?? prepared(cost)
    let value = cost.cost(
      match, x: x, y: y, place: place, moments: moments, isStraddling: isStraddling, squares: squares, limit: limit)
    if value < limit {
      best = match
      bestCost = value
      bestTotal = value &+ penalty
    }
  }

  /// Computes what all candidates need to know.
  @inline(__always)
  private mutating func prepared(_ cost: MatchCost) -> TargetPlace {
    #if VNNI
      squares = ByteProducts.squares(cost.estimate(x: x, y: y), cost.canvasStride)
    #endif
    let place = TargetPlace(cost, x: x, y: y)
    self.place = place
    return place
  }
}

/// The last four of a row of matches.
private struct RecentMatches {
  // One by one: a comparison of vectors goes through memory, lane by lane. The value at first is none: no source has so many
  // rows.
  private var first = UInt32.max
  private var second = UInt32.max
  private var third = UInt32.max
  private var fourth = UInt32.max

  @inline(__always)
  func contains(_ match: Match) -> Bool {
    match.rawValue == first || match.rawValue == second || match.rawValue == third || match.rawValue == fourth
  }

  @inline(__always)
  mutating func insert(_ match: Match) {
    (first, second, third, fourth) = (match.rawValue, first, second, third)
  }
}
