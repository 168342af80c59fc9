internal import KernelInterface
internal import Raster

/// Improves a level's nearest-neighbor field by Jacobi PatchMatch.
struct FieldSearch {
  let seed: UInt64
  let engine: Engine

  /// Level size up to which random search covers the whole source.
  private static let wholeSourceSize = 300

  /// `passes` sweeps; the first one also brings the costs up to date with the estimate.
  ///
  /// - Parameters:
  ///   - levelIndex: number of the level, 0 at full size; with `iteration` it selects the random numbers.
  /// - Returns: the number of patch distances computed.
  func improve(_ level: Level, levelIndex: Int, iteration: Int, passes: Int) -> Int {
    let geometry = level.geometry
    let tiles = geometry.targetTiles
    let kernels = engine.kernels
    Occurrence.recount(level)
    var distances = 0
    for pass in 0..<passes {
      let sweep = Sweep(
        randomKey: CoordinateRandom.key(seed: seed, level: levelIndex, iteration: iteration, pass: pass),
        reach: reach(level, levelIndex: levelIndex, pass: pass, of: passes),
        hopCount: geometry.shortSide <= Self.wholeSourceSize || levelIndex > 0 && pass == 0 ? 3 : 1,
        refreshesCosts: pass == 0)
      let view = level.view
      distances += engine.sum(over: tiles) { kernels.search(view, tile: $0, sweep: sweep) }
      level.swapFields()
    }
    return distances
  }

  /// Half width of the first random square of a sweep.
  ///
  /// Where a canvas grows one way, a sweep that others follow only propagates: what is found at random before good matches
  /// have spread is seldom kept. Around a frame it is missed, with maps of shifts too.
  private func reach(_ level: Level, levelIndex: Int, pass: Int, of passes: Int) -> Int {
    let geometry = level.geometry
    if geometry.growsOneWay && pass == 0 && passes > 1 { return 0 }
    if geometry.shortSide <= Self.wholeSourceSize { return max(geometry.sourceColumns, geometry.sourceRows) }
    return levelIndex > 0 && pass == 0 ? 16 : 4
  }

  /// Brings the costs up to date with the estimate without looking for better matches.
  func evaluate(_ level: Level) {
    let view = level.view
    let kernels = engine.kernels
    engine.forEach(level.geometry.targetTiles) { kernels.evaluate(view, tile: $0) }
    withExtendedLifetime(level) {}
  }
}
