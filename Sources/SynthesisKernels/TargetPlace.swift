import KernelInterface

/// What the prior needs to know of a target, computed once for all its candidates.
struct TargetPlace {
  /// Counted from the known rectangle.
  let column: Int
  let row: Int

  let nearestColumn: Int
  let nearestRow: Int
  let axisStart: Int
  let saliency: UnsafePointer<UInt8>

  let loneSubjects: UnsafePointer<UInt8>

  /// Cost of one step of lone subjects here: nothing near the known rectangle, where a subject that is cut may still
  /// end with its own rim, and nothing below it, where what stands on the edge goes on.
  let loneSubjectWeight: Int32

  /// Cost of a flip here: beside the known rectangle one may end what the border cuts, above and below it only mirrors.
  let flipCost: Int32

  @inline(__always)
  init(_ cost: MatchCost, x: Int, y: Int) {
    self.init(TargetRow(cost.level, y: y), cost.level, x: x)
  }

  @inline(__always)
  init(_ targets: TargetRow, _ level: LevelView, x: Int) {
    column = x &- level.knownX
    row = targets.row
    nearestColumn = min(max(column, 0), level.sourceColumns &- 1)
    nearestRow = targets.nearestRow
    axisStart = column &+ level.axisOrigin
    let side = targets.side(x: x)
    let isBeside = side == .left || side == .right
    flipCost = isBeside ? 0 : level.weights.flip
    saliency = level.saliency + side.index &* level.saliencyArea
    loneSubjects = level.loneSubjects + side.index &* level.saliencyArea
    let distance = isBeside ? max(targets.distance, abs(column &- nearestColumn)) : targets.distance
    let beyond = Int32(truncatingIfNeeded: distance) &- level.loneSubjectStart
    if side == .bottom || beyond <= 0 {
      loneSubjectWeight = 0
    } else if beyond >= level.loneSubjectRise {
      loneSubjectWeight = level.weights.loneSubject
    } else {
      loneSubjectWeight = level.weights.loneSubject &* beyond / level.loneSubjectRise
    }
  }
}

/// What all targets of a row share.
struct TargetRow {
  /// Counted from the known rectangle.
  let row: Int

  let nearestRow: Int

  /// Rows to the nearest one with corners whose patch is known.
  let distance: Int

  /// First column that does not lie at the left of the known rectangle, and first one that lies at the right of it.
  private let leftEnd: Int
  private let rightStart: Int

  @inline(__always)
  init(_ level: LevelView, y: Int) {
    row = y &- level.knownY
    nearestRow = min(max(row, 0), level.sourceRows &- 1)
    distance = abs(row &- nearestRow)
    // Above and below are only what is at most a quarter as far to the side: beyond a corner, what stands on the edge of
    // the picture does not go on.
    let away = max(1, (distance &+ 3) / 4)
    leftEnd = level.knownX &- away &+ 1
    rightStart = level.knownX &+ level.sourceColumns &- 1 &+ away
  }

  /// The side of the known rectangle that a target lies on.
  @inline(__always)
  func side(x: Int) -> Side { x < leftEnd ? .left : x >= rightStart ? .right : row < 0 ? .top : .bottom }
}
