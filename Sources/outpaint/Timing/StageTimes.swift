/// How long the stages of one picture took, in the order in which they first ended.
struct StageTimes: Hashable, Sendable {
  /// One stage: decode, a step of the engine at a level, encode, write.
  struct Stage: Hashable, Sendable {
    var name: String

    /// Level of the pyramid, 0 at full size; nil for stages outside of the engine.
    var level: Int?
  }

  /// A stage and all the time that was spent in it.
  struct Entry: Hashable, Sendable {
    var stage: Stage
    var time: Duration
  }

  private(set) var entries: [Entry] = []

  /// Time of all stages together.
  var total: Duration { entries.reduce(.zero) { $0 + $1.time } }

  /// Adds time to a stage; a search that is repeated at its level is one stage.
  mutating func add(_ time: Duration, to stage: Stage) {
    if let index = entries.firstIndex(where: { $0.stage == stage }) {
      entries[index].time += time
    } else {
      entries.append(Entry(stage: stage, time: time))
    }
  }
}

/// A watch that is read at the end of each stage; what passed since the reading before belongs to that stage.
struct Stopwatch {
  private(set) var times = StageTimes()
  private var last = ContinuousClock.now

  mutating func ended(_ name: String, level: Int? = nil) {
    let now = ContinuousClock.now
    times.add(now - last, to: StageTimes.Stage(name: name, level: level))
    last = now
  }

  /// Goes on from here; what passed since the last reading belongs to no stage.
  mutating func resume() {
    last = ContinuousClock.now
  }
}
