internal import KernelInterface
internal import Raster

extension Level {
  /// Starts from the result of the coarser level: its picture, enlarged, and its field, with its costs if there will be no
  /// search to measure them anew.
  func start(from coarse: Level, engine: Engine) {
    coarse.dropWorkingMemory()
    if !isSearched { coarse.dropKnownCosts(engine: engine) }
    engine.resample(coarse.estimate, from: coarse.geometry.size, to: geometry.size, into: estimate)
    restoreKnownPixels(bands: engine.bands)

    let across = AxisScale(
      corners: geometry.targetColumns, canvas: geometry.size.width, coarseCorners: coarse.geometry.targetColumns,
      coarseCanvas: coarse.geometry.size.width)
    let down = AxisScale(
      corners: geometry.targetRows, canvas: geometry.size.height, coarseCorners: coarse.geometry.targetRows,
      coarseCanvas: coarse.geometry.size.height)
    let view = view
    let kernels = engine.kernels
    let coarseField = coarse.field
    let coarseCosts = isSearched ? nil : coarse.cost
    // The tables and the coarser level live to the end of this function.
    let scale = unsafe FieldScale(
      coarseField: UnsafePointer(coarseField.base), coarseColumns: coarse.geometry.targetColumns,
      coarseCosts: coarseCosts.map { unsafe UnsafePointer($0.base) },
      columns: UnsafePointer(across.corners.base), rows: UnsafePointer(down.corners.base),
      columnShift: UnsafePointer(across.shifts.base), rowShift: UnsafePointer(down.shifts.base),
      sourceScaleX: geometry.known.width * 65536 / coarse.geometry.known.width,
      sourceScaleY: geometry.known.height * 65536 / coarse.geometry.known.height,
      hasNextField: nextField.count > 0)
    let corners = Rect(x: 0, y: 0, width: geometry.targetColumns, height: geometry.targetRows)
    engine.forEach(LevelGeometry.tiles(of: corners, width: corners.width, height: 32)) {
      kernels.upsampleField(view, tile: $0, scale: scale)
    }
    withExtendedLifetime((coarse, across, down)) {}
    // An error of half a coarse pixel grows with the step from level to level.
    let step = (geometry.shortSide + coarse.geometry.shortSide - 1) / coarse.geometry.shortSide
    snapToPeriods(within: max(Self.leastSnap, step), engine: engine)
  }

  /// Takes what known pixels add out of the costs: their squared differences are those of this level's pixels.
  private func dropKnownCosts(engine: Engine) {
    let view = view
    let kernels = engine.kernels
    engine.forEach(geometry.targetTiles) { kernels.dropKnownCosts(view, tile: $0) }
    withExtendedLifetime(self) {}
  }

  /// Distance of an offset from a whole number of periods, in pixels, that is taken for an error of rounding after a step of
  /// two or less.
  private static let leastSnap = 2

  /// Moves matches whose offset nearly is a whole number of periods to where it is.
  ///
  /// Scaled up from level to level, a rounded offset drifts, and a search that moves one corner at a time cannot bring a
  /// chunk of them back.
  private func snapToPeriods(within reach: Int, engine: Engine) {
    let origin = geometry.offsetOrigin
    let across = Self.snaps(
      period: periods?.across.map { $0 * Double(geometry.known.width) }, origin: origin.x,
      count: geometry.targetColumns + geometry.sourceColumns, within: reach)
    let down = Self.snaps(
      period: periods?.down.map { $0 * Double(geometry.known.height) }, origin: origin.y,
      count: geometry.targetRows + geometry.sourceRows, within: reach)
    if across == nil && down == nil { return }
    engine.forEach(geometry.targetTiles) { tile in
      for y in tile.y..<tile.y + tile.height {
        for x in tile.x..<tile.x + tile.width {
          let place = y * geometry.targetColumns + x
          let match = field[place]
          var (column, row) = (match.x, match.y)
          if let across, !match.isFlipped { column += across[column - (x - geometry.known.x) + origin.x] }
          if let down { row += down[row - (y - geometry.known.y) + origin.y] }
          if (0..<geometry.sourceColumns).contains(column) && (0..<geometry.sourceRows).contains(row) {
            field[place] = Match(x: column, y: row, flipped: match.isFlipped)
          }
        }
      }
    }
  }

  /// What to add to each offset, `-origin` first, for a period of so many pixels; nil where it is too short to tell.
  private static func snaps(period: Double?, origin: Int, count: Int, within reach: Int) -> [Int]? {
    guard let period, period >= Double(3 * reach) else { return nil }
    return (-origin..<count - origin).map { offset in
      let change = Int(((Double(offset) / period).rounded() * period).rounded()) - offset
      return abs(change) <= reach ? change : 0
    }
  }
}

/// For each corner of a level along one axis, the corner of the coarser level and how far beside the exact place it is.
private struct AxisScale {
  let corners: Buffer<Int32>

  /// In 1/256 pixels of the finer level.
  let shifts: Buffer<Int32>

  init(corners count: Int, canvas: Int, coarseCorners: Int, coarseCanvas: Int) {
    corners = Buffer(count: count, repeating: 0)
    shifts = Buffer(count: count, repeating: 0)
    let half = Double(patchSide / 2)
    let scale = Double(coarseCanvas) / Double(canvas)
    for corner in 0..<count {
      let centre = Double(corner) + half
      let coarse = min(max(Int((centre * scale - half).rounded()), 0), coarseCorners - 1)
      corners[corner] = Int32(coarse)
      shifts[corner] = Int32(((centre - (Double(coarse) + half) / scale) * 256).rounded())
    }
  }
}
