internal import Raster

/// How many rounds of search and vote each level gets.
struct Schedule {
  private let effort: Effort

  /// Whether the field is improved at full size.
  private let searchesFullSize: Bool

  /// Canvases above this many pixels are finished without a search at full size, which would need half as much memory
  /// again; their pixels are small enough that the level below decides what is seen.
  static let largestSearchedArea = 40_000_000

  init(_ effort: Effort, canvas: Size) {
    self.effort = effort
    searchesFullSize = effort == .high && canvas.area <= Self.largestSearchedArea
  }

  /// Sweeps in the very first round, and in every other.
  var firstPasses: Int { effort == .high ? 8 : 4 }
  var passes: Int { effort == .high ? 2 : 1 }

  /// Rounds at level `level`, 0 being full size: most at the coarse end, where they are cheap and decide the layout.
  func iterations(level: Int, start: Int) -> Int {
    let depth = start - level
    switch effort {
    case .high:
      if depth == 0 { return 6 }
      if level == 0 { return searchesFullSize ? 1 : 0 }
      return [5, 4, 2][min(depth, 3) - 1]
    case .fast:
      if depth == 0 { return 4 }
      return level == 0 ? 0 : depth == 1 ? 2 : 1
    }
  }
}
