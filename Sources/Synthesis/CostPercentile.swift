internal import KernelInterface

/// The 75th percentile of the matching cost, which sets the width of the vote's weights.
enum CostPercentile {
  /// Costs are sampled on a grid of at most about this many places.
  private static let samples = 40_000

  static func upperQuartile(of level: Level) -> Int {
    let geometry = level.geometry
    let tiles = geometry.targetTiles
    let targets = tiles.reduce(0) { $0 + $1.width * $1.height }
    var gap = 1
    while targets / (gap * gap) > samples { gap += 1 }
    // Counts by cost in steps of 64, all above the last step together: two orders above what a real match costs.
    let steps = 1 << 16
    var counts = [Int32](repeating: 0, count: steps)
    var total = 0
    for tile in tiles {
      for y in stride(from: tile.y, to: tile.y + tile.height, by: gap) {
        for x in stride(from: tile.x, to: tile.x + tile.width, by: gap) {
          let cost = max(0, Int(level.cost[y * geometry.targetColumns + x]))
          counts[min(cost >> 6, steps - 1)] += 1
          total += 1
        }
      }
    }
    var rank = total * 3 / 4
    var step = 0
    while step < steps {
      rank -= Int(counts[step])
      if rank < 0 { return step << 6 | 32 }
      step += 1
    }
    return steps << 6
  }
}
