internal import KernelInterface
internal import Raster

/// The first estimate, at the coarsest level, and the layout of each new region.
///
/// What is taken near the source decides all that follows, as no later search moves whole things. An estimate that grows
/// ring by ring sees no farther than a patch; so each region is laid out again with all of it in view, and how well its
/// patches match tells which layout is the best.
struct Start {
  /// Rounds before layouts are compared: enough to tell, and the others are left to the best one.
  private static let roundsBefore = 2

  private let refinement: Refinement

  init(_ refinement: Refinement) {
    self.refinement = refinement
  }

  private var index: Int { refinement.pyramid.start }

  /// The level after its last search.
  func best() -> Level {
    let level = chosen()
    let rounds = refinement.schedule.rounds(level: index, start: index)
    search(level, rounds: Self.roundsBefore..<rounds, refinement)
    return level
  }

  /// The level with the best layout of each region, before the rounds that are left.
  func chosen() -> Level {
    let level = grown()
    let isSmall = level.geometry.regions.allSatisfy { $0.pixels.size.area <= ShiftMap.largestRegion }
    if isSmall { level.takeBest(from: layouts(of: level), engine: refinement.engine) }
    return level
  }

  /// The level as it grows ring by ring, after the rounds before the comparison.
  func grown() -> Level {
    let engine = refinement.engine
    let level = refinement.emptyLevel(index)
    level.startEmpty()
    SeedPreference.write(to: level, seed: refinement.seed)
    var peel = OnionPeel(level, thumbnails: Thumbnails(level, engine: engine), engine: engine)
    peel.grow()
    search(level, rounds: 0..<Self.roundsBefore, refinement)
    return level
  }

  /// The level with all regions laid out anew, once for each attempt, after as many rounds.
  ///
  /// Side by side, each on its share of the threads: a map of shifts keeps no two of them busy.
  func layouts(of level: Level) -> [Level] {
    let attempts = ShiftMap.attempts
    var part = refinement
    part.engine = refinement.engine.part(of: attempts.count)
    return refinement.engine.bands.map(in: attempts, bandHeight: 1) { [part] attempt in
      laidOut(level, attempt: attempt.lowerBound, part)
    }
  }

  private func laidOut(_ level: Level, attempt: Int, _ refinement: Refinement) -> Level {
    let (engine, seed) = (refinement.engine, refinement.seed)
    let other = refinement.emptyLevel(index)
    other.copy(from: level)
    SeedPreference.write(to: other, seed: seed)
    ShiftMap(other).layOut(attempt: attempt, seed: seed, engine: engine)
    FieldSearch(seed: seed, engine: engine).evaluate(other)
    search(other, rounds: 1..<Self.roundsBefore + 1, refinement)
    return other
  }

  private func search(_ level: Level, rounds: Range<Int>, _ refinement: Refinement) {
    refinement.search(level, index: index, start: index, rounds: rounds) { _, _, _ in }
  }
}

extension Level {
  /// Takes each region from the level where it differs least from the source; it stays where none is better.
  fileprivate func takeBest(from others: [Level], engine: Engine) {
    var least = differences(engine: engine)
    for other in others {
      let differences = other.differences(engine: engine)
      for (number, region) in geometry.regions.enumerated() where differences[number] < least[number] {
        least[number] = differences[number]
        replace(region, with: other)
      }
    }
  }

  /// How much the patches of each region differ from their matches: the sum of the square roots of their costs, without what
  /// a source costs by where it lies.
  ///
  /// The costs themselves are squares, of which a few bad patches make up most. And a picture is judged by what it shows,
  /// not by where that was taken from.
  func differences(engine: Engine) -> [Double] {
    let cost = Buffer<Int32>(uninitializedCount: cost.count)
    let noPrior = Buffer<Int32>(count: max(geometry.sourceColumns, geometry.sourceRows), repeating: 0)
    var view = view
    view.weights = weights.withoutPlace
    // Both buffers live to the end of this function.
    unsafe view.cost = cost.base
    unsafe view.rowPrior = UnsafePointer(noPrior.base)
    unsafe view.columnPrior = UnsafePointer(noPrior.base)
    engine.forEach(geometry.targetTiles) { [view] in engine.kernels.evaluate(view, tile: $0) }
    withExtendedLifetime((self, noPrior)) {}
    return geometry.regions.map { roots(of: cost, in: $0.targets) }
  }

  /// Sum of the square roots of some targets' costs.
  private func roots(of cost: Buffer<Int32>, in rect: Rect) -> Double {
    var sum = 0.0
    for y in rect.rows {
      for x in rect.columns { sum += Double(max(0, cost[y * geometry.targetColumns + x])).squareRoot() }
    }
    return sum
  }

  /// Takes picture, field and costs of a region from another layout.
  fileprivate func replace(_ region: LevelGeometry.Region, with other: Level) {
    for y in region.targets.rows {
      let start = y * geometry.targetColumns
      let row = start + region.targets.x..<start + region.targets.maxX
      field.copy(to: row.lowerBound, from: other.field, row)
      cost.copy(to: row.lowerBound, from: other.cost, row)
    }
    for y in region.pixels.rows {
      let start = y * geometry.size.width
      let row = (start + region.pixels.x) * 4..<(start + region.pixels.maxX) * 4
      estimate.copy(to: row.lowerBound, from: other.estimate, row)
    }
  }
}
