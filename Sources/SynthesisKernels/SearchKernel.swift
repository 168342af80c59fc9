import KernelInterface

/// One Jacobi sweep of PatchMatch (Barnes et al. 2009, section 3.2): propagation from neighbours, then random search
/// in shrinking squares. It reads the field of the sweep before, so that no target depends on another of its sweep.
@inline(__always)
func searchTile(_ level: LevelView, tile: Tile, sweep: Sweep) -> Int {
  let cost = MatchCost(level)
  let columns = level.targetColumns
  let field = UnsafePointer(level.field)
  let lastX = level.sourceColumns &- 1
  let lastY = level.sourceRows &- 1
  var evaluations = 0
  withUnsafeTemporaryAllocation(of: UInt16.self, capacity: (tile.width &+ 8) &* 8) { scratch in
    guard let sumRow = scratch.baseAddress else { return }
    let columnSums = sumRow + tile.width &* 4
    for y in tile.y..<tile.y &+ tile.height {
      boxSumRow(
        pixels: level.estimate, stride: cost.canvasStride, x: tile.x, y: y, count: tile.width,
        columnSums: columnSums, into: sumRow)
      for x in tile.x..<tile.x &+ tile.width {
        let index = y &* columns &+ x
        let sums = UnsafePointer(sumRow) + (x &- tile.x) &* 4
        let place = TargetPlace(cost, x: x, y: y)
        let isStraddling = cost.isStraddling(x: x, y: y)
        var best = field[index]
        var bestCost = level.cost[index]
        if sweep.refreshesCosts {
          bestCost = cost.cost(
            best, x: x, y: y, place: place, sums: sums, isStraddling: isStraddling, limit: unlimitedCost)
          evaluations = evaluations &+ 1
        }
        let agreement = level.weights.agreement
        var bestTotal = bestCost &+ agreement &* cost.disagreement(best, field, index: index, x: x, y: y)

        @inline(__always)
        func consider(_ match: Match) {
          if match == best { return }
          let penalty = agreement &* cost.disagreement(match, field, index: index, x: x, y: y)
          if penalty >= bestTotal { return }
          evaluations = evaluations &+ 1
          let limit = bestTotal &- penalty
          let value = cost.cost(
            match, x: x, y: y, place: place, sums: sums, isStraddling: isStraddling, limit: limit)
          if value < limit {
            best = match
            bestCost = value
            bestTotal = value &+ penalty
          }
        }

        @inline(__always)
        func propagate(dx: Int, dy: Int) {
          let nx = x &+ dx
          let ny = y &+ dy
          if nx < 0 || ny < 0 || nx >= columns || ny >= level.targetRows || !cost.isTarget(x: nx, y: ny) { return }
          let match = field[index &+ dy &* columns &+ dx]
          consider(
            Match(
              x: min(max(match.x &- dx, 0), lastX), y: min(max(match.y &- dy, 0), lastY),
              flipped: match.isFlipped))
        }

        var hop = 1
        for step in 0..<sweep.hopCount {
          propagate(dx: -hop, dy: 0)
          propagate(dx: hop, dy: 0)
          propagate(dx: 0, dy: -hop)
          propagate(dx: 0, dy: hop)
          hop = step == 0 ? 4 : 12
        }

        var random = CoordinateRandom(key: sweep.randomKey, index: index)
        var reach = sweep.reach
        while reach >= 1 {
          var sx = best.x &+ random.next(below: 2 &* reach &+ 1) &- reach
          let sy = best.y &+ random.next(below: 2 &* reach &+ 1) &- reach
          var flipped = best.isFlipped
          if random.next(below: 4) == 0 {
            flipped.toggle()
            sx = lastX &- sx
          }
          consider(Match(x: min(max(sx, 0), lastX), y: min(max(sy, 0), lastY), flipped: flipped))
          reach = reach / 2
        }
        level.nextField[index] = best
        level.cost[index] = bestCost
      }
    }
  }
  return evaluations
}

/// Costs of the present matches of a tile.
@inline(__always)
func evaluateTile(_ level: LevelView, tile: Tile) {
  let cost = MatchCost(level)
  withUnsafeTemporaryAllocation(of: UInt16.self, capacity: (tile.width &+ 8) &* 8) { scratch in
    guard let sumRow = scratch.baseAddress else { return }
    let columnSums = sumRow + tile.width &* 4
    for y in tile.y..<tile.y &+ tile.height {
      boxSumRow(
        pixels: level.estimate, stride: cost.canvasStride, x: tile.x, y: y, count: tile.width,
        columnSums: columnSums, into: sumRow)
      for x in tile.x..<tile.x &+ tile.width {
        let index = y &* level.targetColumns &+ x
        level.cost[index] = cost.cost(
          level.field[index], x: x, y: y, place: TargetPlace(cost, x: x, y: y),
          sums: UnsafePointer(sumRow) + (x &- tile.x) &* 4, isStraddling: cost.isStraddling(x: x, y: y), limit: unlimitedCost)
      }
    }
  }
}
