internal import KernelInterface
internal import Raster

/// The work on one level after the other: search and vote in turn, and the step to the next finer level.
struct Refinement: Sendable {
  let pyramid: Pyramid
  let saliency: Saliency
  let costModel: CostModel
  let schedule: Schedule
  let seed: UInt64
  let reconstruction = Reconstruction()
  var engine: Engine

  /// A level with nothing but the memory for it.
  func emptyLevel(_ index: Int, isSearched: Bool = true) -> Level {
    pyramid.level(index, saliency: saliency, isSearched: isSearched, costModel: costModel, engine: engine)
  }

  /// The level that follows `coarse`, searched if the schedule says so; its last vote is still to come.
  ///
  /// - Parameter start: level at which the estimate has grown.
  func finer<E: Error>(
    _ coarse: Level, index: Int, start: Int, onStep: (FillStep, Int, Int) throws(E) -> Void
  ) throws(E) -> Level {
    let rounds = schedule.rounds(level: index, start: start)
    let level = emptyLevel(index, isSearched: rounds > 0)
    level.start(from: coarse, engine: engine)
    if schedule.mendsLayout(level: index, start: start) { ShiftMap(level).mend(seed: seed, engine: engine) }
    try onStep(.upsampling, index, 0)
    if rounds == 0 { return level }
    FieldSearch(seed: seed, engine: engine).evaluate(level)
    reconstruction.vote(level, engine: engine)
    try onStep(.vote, index, 0)
    try search(level, index: index, start: start, rounds: 0..<rounds, onStep: onStep)
    return level
  }

  /// Some rounds of a level, counted from 0: a search each, and before it a vote, but in the first.
  func search<E: Error>(
    _ level: Level, index: Int, start: Int, rounds: Range<Int>, onStep: (FillStep, Int, Int) throws(E) -> Void
  ) throws(E) {
    let search = FieldSearch(seed: seed, engine: engine)
    for round in rounds {
      if round > 0 {
        reconstruction.vote(level, engine: engine)
        try onStep(.vote, index, 0)
      }
      let isFirst = index == start && round == 0
      let distances = search.improve(
        level, levelIndex: index, iteration: round, passes: isFirst ? schedule.firstPasses : schedule.passes)
      try onStep(.search, index, distances)
    }
  }
}
