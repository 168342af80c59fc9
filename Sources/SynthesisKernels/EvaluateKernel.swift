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

/// Costs of the present matches of some targets of a row.
///
/// Targets whose matches continue each other share all but one column of their patches: along such a run squared
/// differences are taken once for each pixel, and added up for each patch.
///
/// - Parameter corners: moments of that row.
@inline(__always)
func evaluateRow(_ cost: MatchCost, y: Int, columns: Range<Int>, _ corners: PatchMoments) {
  let field = UnsafePointer(cost.level.field) + y &* cost.level.targetColumns
  withUnsafeTemporaryAllocation(of: UInt32.self, capacity: (columns.count &+ 7) &* 5) { sums in
    guard let sums = sums.baseAddress else { return }
    let run = RunDistances(values: sums + (columns.count &+ 7), columns: sums)
    var start = columns.lowerBound
    while start < columns.upperBound {
      var end = start &+ 1
      while end < columns.upperBound && field[end &- 1].next == field[end] { end = end &+ 1 }
      let (target, source) = (cost.estimate(x: start, y: y), cost.sourcePatch(field[start]))
      let isShort = end &- start < RunDistances.shortest
      if !isShort { run.measure(target, cost.canvasStride, source, cost.sourceStride, count: end &- start) }
      for x in start..<end {
        let distance =
          isShort
          ? squaredDistance(
            cost.estimate(x: x, y: y), cost.canvasStride, cost.sourcePatch(field[x]), cost.sourceStride)
          : run.distance(x &- start)
        cost.level.cost[y &* cost.level.targetColumns &+ x] = cost.cost(
          field[x], x: x, y: y, moments: corners.values(x: x), squaredDistance: distance)
      }
      start = end
    }
  }
}

/// Squared differences of the patches along a run of matches that continue each other.
private struct RunDistances {
  /// Runs from which on this takes less time than patch by patch.
  static let shortest = 3

  /// Sums over eight rows: of each value of a pixel, and of each pixel.
  let values: UnsafeMutablePointer<UInt32>
  let columns: UnsafeMutablePointer<UInt32>

  /// Takes the differences of a run of `count` patches.
  @inline(__always)
  func measure(
    _ target: UnsafePointer<UInt8>, _ targetStride: Int, _ source: UnsafePointer<UInt8>, _ sourceStride: Int,
    count: Int
  ) {
    let pixels = count &+ 7
    for i in 0..<pixels &* 4 {
      var sum: UInt32 = 0
      for row in 0..<patchSide {
        let difference = Int16(target[row &* targetStride &+ i]) &- Int16(source[row &* sourceStride &+ i])
        sum = sum &+ UInt32(UInt16(bitPattern: difference &* difference))
      }
      values[i] = sum
    }
    for i in 0..<pixels {
      columns[i] = (values[i &* 4] &+ values[i &* 4 &+ 1]) &+ (values[i &* 4 &+ 2] &+ values[i &* 4 &+ 3])
    }
  }

  /// Squared difference of one patch of the run.
  @inline(__always)
  func distance(_ i: Int) -> Int32 {
    var sum: UInt32 = 0
    for column in 0..<patchSide { sum = sum &+ columns[i &+ column] }
    return Int32(bitPattern: sum)
  }
}
