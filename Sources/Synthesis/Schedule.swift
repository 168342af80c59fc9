internal import Raster

/// How many rounds of search and vote each level gets.
struct Schedule {
  /// Fast effort has no levels above this size but the full one, which it takes as it comes from below.
  static let largestFastSize = 300

  private let effort: Effort
  private let levels: [LevelGeometry]

  /// - Parameter levels: those of the pyramid, finest first.
  init(_ effort: Effort, levels: [LevelGeometry]) {
    self.effort = effort
    self.levels = levels
  }

  /// Sweeps in the very first round, and in every other.
  let firstPasses = 4
  var passes: Int { effort == .high ? 2 : 1 }

  /// Rounds at a level, 0 being full size: most where they are cheap and decide the layout.
  ///
  /// - Parameter start: the level at which the estimate has grown.
  func rounds(level: Int, start: Int) -> Int {
    let depth = start - level
    switch effort {
    case .high:
      if depth == 0 { return level == 0 ? 6 : 4 }
      if level == 0 { return levels[0].size.area <= Canvas.largestSearchedArea ? 1 : 0 }
      return depth == 1 ? 3 : 2
    case .fast:
      if depth == 0 { return level == 0 ? 4 : 2 }
      return level == 0 || levels[level].shortSide > Self.largestFastSize ? 0 : 1
    }
  }

  /// The levels that are worked on after the start, coarsest first: full size and those with rounds.
  func levels(above start: Int) -> [Int] {
    (0..<start).reversed().filter { $0 == 0 || rounds(level: $0, start: start) > 0 }
  }

  /// Whether a level mends the layout that it has from the coarser one: the two above the start, on which the seams are
  /// seen better than there and pixels are still few.
  ///
  /// Around a corner it is not worth its time, around a frame only where there is enough of that.
  func mendsLayout(level: Int, start: Int) -> Bool {
    let geometry = levels[level]
    let isWorthIt = geometry.growsOneWay || effort == .high && !geometry.growsAroundCorner
    return isWorthIt && (1...2).contains(start - level)
  }
}
