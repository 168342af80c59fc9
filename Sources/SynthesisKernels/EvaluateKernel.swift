import KernelInterface

/// Costs of the present matches of a tile.
@inline(__always)
func evaluateTile(_ level: LevelView, tile: Tile) {
  let cost = MatchCost(level)
  PatchMoments.Memory.withContrast(count: tile.width) { memory in
    var corners = PatchMoments(
      pixels: level.estimate, stride: cost.canvasStride, x: tile.x, count: tile.width, memory: memory)
    for y in tile.y..<tile.y &+ tile.height {
      corners.move(to: y)
      evaluateRow(cost, y: y, columns: tile.x..<tile.x &+ tile.width, corners)
    }
  }
}

/// Takes what known pixels add out of the costs of the present matches of a tile.
@inline(__always)
func dropKnownCostsOfTile(_ level: LevelView, tile: Tile) {
  let cost = MatchCost(level)
  for y in tile.y..<tile.y &+ tile.height {
    let row = y &* level.targetColumns
    for x in cost.straddlingColumns(y: y).clamped(to: tile.x..<tile.x &+ tile.width) {
      level.cost[row &+ x] = level.cost[row &+ x] &- cost.knownExtra(x: x, y: y, level.field[row &+ x])
    }
  }
}

/// Costs of the present matches of some targets of a row.
///
/// Targets whose matches continue each other share all but one column of their patches: along such a run squared
/// differences are taken once for each pixel, and what the pixels of all its patches cost in loops over memory.
///
/// - Parameter corners: moments of that row, contrast included.
@inline(__always)
func evaluateRow(_ cost: MatchCost, y: Int, columns: Range<Int>, _ corners: PatchMoments) {
  let start = y &* cost.level.targetColumns
  let (field, costs) = (UnsafePointer(cost.level.field) + start, cost.level.cost + start)
  withUnsafeTemporaryAllocation(of: UInt32.self, capacity: columns.count &+ 16) { memory in
    guard let memory = memory.baseAddress else { return }
    let run = RunCosts(cost: cost, columns: memory)
    var first = columns.lowerBound
    while first < columns.upperBound {
      var end = first &+ 1
      while end < columns.upperBound && field[end &- 1].next == field[end] { end = end &+ 1 }
      if end &- first < RunCosts.shortest {
        for x in first..<end {
          let distance = squaredDistance(
            cost.estimate(x: x, y: y), cost.canvasStride, cost.sourcePatch(field[x]), cost.sourceStride)
          costs[x] = cost.ofPixels(field[x], moments: corners.values(x: x), squaredDistance: distance)
        }
      } else {
        run.measure(field[first], x: first, y: y, count: end &- first, corners, into: costs + first)
      }
      first = end
    }
  }
  let row = TargetRow(cost.level, y: y)
  for x in columns {
    costs[x] = costs[x] &+ cost.prior(field[x], place: TargetPlace(row, cost.level, x: x))
  }
  for x in cost.straddlingColumns(y: y).clamped(to: columns) {
    costs[x] = costs[x] &+ cost.knownExtra(x: x, y: y, field[x])
  }
}

/// What the pixels of the patches along a run of matches that continue each other cost.
private struct RunCosts {
  /// Runs from which on this takes less time than patch by patch.
  static let shortest = 3

  let cost: MatchCost

  /// Squared differences of each pixel, summed over eight rows; room for fifteen more than there are patches.
  let columns: UnsafeMutablePointer<UInt32>

  /// Writes the costs of the run that begins with a match of the target at `x`, `y`.
  @inline(__always)
  func measure(
    _ match: Match, x: Int, y: Int, count: Int, _ corners: PatchMoments, into costs: UnsafeMutablePointer<Int32>
  ) {
    measureDistances(cost.estimate(x: x, y: y), cost.sourcePatch(match), count: count, into: costs)
    // Constant steps let the compiler load several corners at once.
    if match.isFlipped {
      addMoments(match, x: x, count: count, corners, step: -1, to: costs)
    } else {
      addMoments(match, x: x, count: count, corners, step: 1, to: costs)
    }
  }

  /// Writes the squared difference of each patch.
  @inline(__always)
  private func measureDistances(
    _ target: UnsafePointer<UInt8>, _ source: UnsafePointer<UInt8>, count: Int,
    into costs: UnsafeMutablePointer<Int32>
  ) {
    let (targetStride, sourceStride) = (cost.canvasStride, cost.sourceStride)
    var pixel = 0
    while pixel < count &+ 7 {
      var sum = SquareSum()
      for row in 0..<patchSide {
        sum.add(
          SquareSum.row(target + (row &* targetStride &+ pixel &* 4)),
          SquareSum.row(source + (row &* sourceStride &+ pixel &* 4)))
      }
      UnsafeMutableRawPointer(columns + pixel).storeBytes(of: sum.ofPixels, as: SIMD8<UInt32>.self)
      pixel = pixel &+ 8
    }
    for i in 0..<count {
      let left = columns[i] &+ columns[i &+ 1] &+ columns[i &+ 2] &+ columns[i &+ 3]
      let right = columns[i &+ 4] &+ columns[i &+ 5] &+ columns[i &+ 6] &+ columns[i &+ 7]
      costs[i] = Int32(bitPattern: left &+ right)
    }
  }

  /// Adds what follows from the moments of target and source: `MatchCost.lostContrast` and `boundedShiftGain`, one value
  /// after the other instead of four at once.
  @inline(__always)
  private func addMoments(
    _ match: Match, x: Int, count: Int, _ corners: PatchMoments, step: Int, to costs: UnsafeMutablePointer<Int32>
  ) {
    guard let contrast = corners.memory.contrast else { return }
    let (sums, contrasts) = (corners.sums + (x &- corners.x) &* 4, contrast.values + (x &- corners.x))
    let sources = cost.level.sourceMoments + cost.sourceCorner(match) &* 4
    let textures = cost.textureOfPatch(match)
    for i in 0..<count {
      let source = sources + i &* step &* 4
      let red = Int32(sums[i &* 4]) &- Int32(source[0])
      let green = Int32(sums[i &* 4 &+ 1]) &- Int32(source[1])
      let blue = Int32(sums[i &* 4 &+ 2]) &- Int32(source[2])
      let limit = cost.shiftLimit(texture: Int32(textures[i &* 4]))
      let mean = (red &+ green &+ blue) / 3
      let common = clamped(mean, limit)
      func gain(_ difference: Int32) -> Int32 {
        let shift = clamped(clamped(difference &- mean, limit &>> 2) &+ common, limit)
        return (shift &* (difference &+ difference &- shift)) &>> 6
      }
      let gains = gain(red) &+ gain(green) &+ gain(blue)
      let lost = cost.lostContrast(Int32(contrasts[i]) &- Int32(source[3]))
      costs[i] = costs[i] &+ lost &- (gains &- gains / 10)
    }
  }

  @inline(__always)
  private func clamped(_ value: Int32, _ limit: Int32) -> Int32 { min(max(value, -limit), limit) }
}
