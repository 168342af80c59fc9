internal import KernelInterface
internal import Raster

/// First estimates that grow at two levels, and the better of them for each new region.
///
/// What a start takes near the source decides the layout of all that follows, and no later search moves whole things.
/// The smaller one copies whole trunks and buildings, as a patch covers a third of its level; but where a subject fills the
/// source, all of its patches hold a part of that. Once both have come to the same size, their costs tell which was right.
/// Each start has threads of its own, as coarse levels keep no two of them busy; so has each of the maps after them.
struct Starts {
  /// The smaller start has to cost less than this share of what the larger one costs: small differences say nothing.
  private static let clearlyLess = (numerator: 49, denominator: 50)

  /// New pixels of the larger start up to which there are two, and of a region up to which its layout is made anew: on vast
  /// canvases around tiny sources either takes seconds.
  private static let largestArea = 30_000

  /// Rounds at the level of the comparison before it: enough to tell, and the others are left to one of the two.
  private static let roundsBefore = 2

  private let refinement: Refinement

  /// Levels of the starts, the larger one first.
  let levels: ClosedRange<Int>

  /// Level at which they are compared, and which is handed on.
  var end: Int { refinement.pyramid.comparison }

  init(_ refinement: Refinement) {
    self.refinement = refinement
    levels = Self.levels(refinement.pyramid)
  }

  /// Level `end` after its last search.
  func best() -> Level {
    let level = chosen()
    let start = levels.lowerBound
    let isSmall = level.geometry.regions.allSatisfy { $0.pixels.size.area <= Self.largestArea }
    if isSmall { improveLayout(of: level) }
    let roundsLeft = min(Self.roundsBefore, rounds(start: start))..<rounds(start: start)
    refinement.search(level, index: end, start: start, rounds: roundsLeft) { _, _, _ in }
    return level
  }

  /// Takes the layout that a map of shifts gives to a region where that is the cheapest one after as many rounds.
  private func improveLayout(of level: Level) {
    let others = sideBySide(ShiftMap.attempts) { laidOut(level, attempt: $0, engine: $1) }
    for other in others {
      for region in level.geometry.regions where other.cost(of: region.targets) < level.cost(of: region.targets) {
        level.replace(region, with: other)
      }
    }
  }

  /// The same level with each region laid out anew, after some rounds.
  private func laidOut(_ level: Level, attempt: Int, engine: Engine) -> Level {
    var refinement = refinement
    refinement.engine = engine
    let seed = refinement.seed
    let other = refinement.emptyLevel(end)
    other.copy(from: level)
    SeedPreference.write(to: other, seed: seed)
    let map = ShiftMap(other)
    for pair in level.geometry.oppositeRegions {
      engine.bands.forEach(in: 0..<pair.count, bandHeight: 1) { band in
        for index in band { map.layOut(pair[index], attempt: attempt, seed: seed, engine: engine) }
      }
    }
    FieldSearch(seed: seed, engine: engine).evaluate(other)
    let rounds = 1..<Self.roundsBefore + 1
    refinement.search(other, index: end, start: levels.lowerBound, rounds: rounds) { _, _, _ in }
    return other
  }

  /// Level `end` with the better start for each region, before the rounds that are left.
  func chosen() -> Level {
    let results = sideBySide(Range(levels)) { grow(at: $0, engine: $1) }
    let level = results[0]
    for other in results.dropFirst() {
      for region in level.geometry.regions {
        let limit = level.cost(of: region.targets) * Self.clearlyLess.numerator
        if other.cost(of: region.targets) * Self.clearlyLess.denominator < limit {
          level.replace(region, with: other)
        }
      }
    }
    return level
  }

  /// Makes several levels at the same time, with an engine that has its share of the threads.
  private func sideBySide(_ numbers: Range<Int>, _ make: @Sendable (Int, Engine) -> Level) -> [Level] {
    let part = refinement.engine.part(of: numbers.count)
    return refinement.engine.bands.map(in: numbers, bandHeight: 1) { make($0.lowerBound, part) }
  }

  private static func levels(_ pyramid: Pyramid) -> ClosedRange<Int> {
    let geometry = pyramid.geometries[pyramid.start]
    let isVast = geometry.size.area - geometry.known.size.area > largestArea
    return isVast ? pyramid.start...pyramid.start : pyramid.starts
  }

  /// Rounds of the schedule at level `end`.
  private func rounds(start: Int) -> Int { refinement.schedule.rounds(level: end, start: start) }

  /// One start and its way to level `end`, up to the comparison there.
  func grow(at start: Int, engine: Engine) -> Level {
    var refinement = refinement
    refinement.engine = engine
    var level = refinement.emptyLevel(start)
    level.startEmpty()
    SeedPreference.write(to: level, seed: refinement.seed)
    var peel = OnionPeel(level, thumbnails: Thumbnails(level, engine: engine), engine: engine)
    peel.grow()
    let before = 0..<min(Self.roundsBefore, rounds(start: start))
    let all = 0..<refinement.schedule.rounds(level: start, start: start)
    refinement.search(level, index: start, start: start, rounds: start == end ? before : all) { _, _, _ in }
    for index in (end..<start).reversed() {
      refinement.reconstruction.lastVote(level, engine: engine)
      level = refinement.finer(level, index: index, start: start, rounds: index == end ? before : nil) { _, _, _ in }
    }
    return level
  }
}

extension Level {
  /// Sum of the costs of the targets in `rect` as the last search left them; 0 for corners of the source.
  func cost(of rect: Rect) -> Int {
    var sum = 0
    for tile in geometry.targetTiles {
      let columns = tile.x..<tile.x + tile.width
      for y in tile.y..<tile.y + tile.height where rect.rows.contains(y) {
        for x in columns.clamped(to: rect.columns) { sum += Int(cost[y * geometry.targetColumns + x]) }
      }
    }
    return sum
  }

  /// Takes picture, field and costs of a region from another start.
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
