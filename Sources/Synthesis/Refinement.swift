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

  init(
    pyramid: Pyramid, saliency: Saliency, costModel: CostModel, schedule: Schedule, seed: UInt64, engine: Engine
  ) {
    self.pyramid = pyramid
    self.saliency = saliency
    self.costModel = costModel
    self.schedule = schedule
    self.seed = seed
    self.engine = engine
  }

  /// A level with nothing but the memory for it.
  func emptyLevel(_ index: Int, isSearched: Bool = true) -> Level {
    pyramid.level(index, saliency: saliency, isSearched: isSearched, costModel: costModel, engine: engine)
  }

  /// The level one finer than `coarse`, searched; its last vote is still to come.
  func finer<E: Error>(
    _ coarse: Level, index: Int, start: Int, onStep: (FillStep, Int, Int) throws(E) -> Void
  ) throws(E) -> Level {
    let rounds = schedule.rounds(level: index, start: start)
    let level = emptyLevel(index, isSearched: rounds > 0)
    level.start(from: coarse, engine: engine)
    try onStep(.upsampling, index, 0)
    FieldSearch(seed: seed, engine: engine).evaluate(level)
    if rounds > 0 { reconstruction.vote(level, engine: engine) }
    try onStep(.vote, index, 0)
    try search(level, index: index, start: start, onStep: onStep)
    return level
  }

  /// The rounds of a level: search, and between two of them a vote.
  func search<E: Error>(
    _ level: Level, index: Int, start: Int, onStep: (FillStep, Int, Int) throws(E) -> Void
  ) throws(E) {
    let search = FieldSearch(seed: seed, engine: engine)
    for round in 0..<schedule.rounds(level: index, start: start) {
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
