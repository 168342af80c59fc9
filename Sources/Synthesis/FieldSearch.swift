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
      let sweep: Sweep
      let key = CoordinateRandom.key(seed: seed, level: levelIndex, iteration: iteration, pass: pass)
      let isFirst = pass == 0
      if geometry.shortSide <= Self.wholeSourceSize {
        sweep = Sweep(
          randomKey: key, reach: max(geometry.sourceColumns, geometry.sourceRows), hopCount: 3, refreshesCosts: isFirst)
      } else if levelIndex > 0 && isFirst {
        sweep = Sweep(randomKey: key, reach: 16, hopCount: 3, refreshesCosts: isFirst)
      } else {
        sweep = Sweep(randomKey: key, reach: 4, hopCount: 1, refreshesCosts: isFirst)
      }
      let view = level.view
      distances += engine.sum(over: tiles) { kernels.search(view, tile: $0, sweep: sweep) }
      level.swapFields()
    }
    return distances
  }

  /// Brings the costs up to date with the estimate without looking for better matches.
  func evaluate(_ level: Level) {
    let view = level.view
    let kernels = engine.kernels
    engine.forEach(level.geometry.targetTiles) { kernels.evaluate(view, tile: $0) }
    withExtendedLifetime(level) {}
  }
}
