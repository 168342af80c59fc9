internal import Raster

/// How corners and matches of a coarser level map to those of a finer one.
package struct ReferenceFieldScale: Sendable {
  package var coarseField: [ReferenceMatch]
  package var coarseColumns: Int
  package var coarseCosts: [Int]

  /// Coarse corner for each column and row, and how far beside the exact place it lies, in 1/256 fine pixels.
  package var columns: [Int]
  package var rows: [Int]
  package var columnShift: [Int]
  package var rowShift: [Int]

  /// Size of the finer source over that of the coarser one, in 1/65536.
  package var scaleX: Int
  package var scaleY: Int

  package init(
    coarseField: [ReferenceMatch], coarseColumns: Int, coarseCosts: [Int], columns: [Int], rows: [Int],
    columnShift: [Int], rowShift: [Int], scaleX: Int, scaleY: Int
  ) {
    self.coarseField = coarseField
    self.coarseColumns = coarseColumns
    self.coarseCosts = coarseCosts
    self.columns = columns
    self.rows = rows
    self.columnShift = columnShift
    self.rowShift = rowShift
    self.scaleX = scaleX
    self.scaleY = scaleY
  }
}

extension ReferenceLevel {
  /// The match that a corner takes over from the coarser level; known corners match themselves.
  package func upsampled(x: Int, y: Int, scale: ReferenceFieldScale) -> ReferenceMatch {
    if !isTarget(x: x, y: y) { return ReferenceMatch(x: x - known.x, y: y - known.y, isFlipped: false) }
    let coarse = scale.coarseField[scale.rows[y] * scale.coarseColumns + scale.columns[x]]
    return clamped(
      ReferenceMatch(
        x: Self.scaled(coarse.x, by: scale.scaleX, shift: scale.columnShift[x]),
        y: Self.scaled(coarse.y, by: scale.scaleY, shift: scale.rowShift[y]), isFlipped: coarse.isFlipped))
  }

  /// The cost that a target takes over from the coarser level; known corners keep what they have.
  package func upsampledCost(x: Int, y: Int, scale: ReferenceFieldScale) -> Int {
    if !isTarget(x: x, y: y) { return cost[index(x: x, y: y)] }
    return scale.coarseCosts[scale.rows[y] * scale.coarseColumns + scale.columns[x]]
  }

  /// The corner of a patch whose centre is scaled and shifted, rounded to the nearest pixel.
  private static func scaled(_ corner: Int, by scale: Int, shift: Int) -> Int {
    let centre = (corner + 4) * scale / 256 + shift
    return Int((Double(centre - 4 * 256 + 128) / 256).rounded(.down))
  }
}
