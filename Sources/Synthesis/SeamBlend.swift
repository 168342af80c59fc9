internal import KernelInterface
internal import Raster

/// Removes the steps in colour where chunks of the source meet.
///
/// The vote copies colours; this asks for the gradients of the sources instead, as far as they differ by less than an
/// edge would: lap(v) - v / length² = div(wanted - present step), v = 0 on the photograph, added to the estimate. A
/// screened Poisson blend (Darabi et al. 2012, section 3.3; Bhat et al. 2008).
struct SeamBlend {
  /// A change by as much is an edge that is meant, in levels of intensity.
  let limit: Float

  /// Distance over which the correction fades, as a share of the level size.
  ///
  /// Short: over long distances the gradients of copies add up to colours that the photograph doesn't have.
  let length: Double

  /// Largest level size at which seams are blended for the next finer level, in pixels.
  ///
  /// Finer levels follow the estimate with the constant shift that a match may have, so only the small ones need it.
  static let largestLevelSize = 330

  /// What an estimate gets that a finer level follows: as much as its matches can.
  static let forLevel = SeamBlend(limit: 40, length: 0.06)

  /// What the picture gets that is seen: a copy that ends at a hard edge becomes one that fades, whatever it shows.
  static let forPicture = SeamBlend(limit: 250, length: 0.015)

  /// Sweeps over the full grid, which starts from the solution on one of half the size.
  static let sweeps = 3

  private static let tileSize = Size(width: 128, height: 128)

  /// Blends the seams of the estimate of a level.
  func apply(to level: Level, engine: Engine) {
    let screening = screening(level)
    let coarse = halved(level, engine: engine)
    coarse.solve(screening: screening * 4, engine: engine)
    let tiles = LevelGeometry.tiles(
      covering: level.geometry.size, around: level.geometry.known, tileSize: Self.tileSize)
    engine.forEach(tiles) { correct($0, of: level, coarse: coarse, screening: screening, kernels: engine.kernels) }
    level.swapEstimates()
  }

  /// One over the squared length at which the correction fades, in pixels of a level.
  func screening(_ level: Level) -> Float {
    let length = length * Double(level.geometry.shortSide)
    return Float(1 / (length * length))
  }

  /// The equation on a grid of half the size, to be solved.
  func halved(_ level: Level, engine: Engine) -> ScreenedPoisson {
    let coarse = ScreenedPoisson(
      size: level.geometry.size.halved, fixed: Tile(level.geometry.known).halved, hasDivergence: true, engine: engine)
    let (kernels, view) = (engine.kernels, level.view)
    engine.bands.forEach(in: 0..<coarse.size.height, bandHeight: 16) { rows in
      // Each band writes its own rows of buffers that the grid owns.
      unsafe kernels.halvedSeamDivergence(view, rows: rows, limit: limit, into: coarse.divergence.base)
    }
    withExtendedLifetime(level) {}
    return coarse
  }

  /// Solves the equation for the pixels of a tile, and writes them to the next estimate.
  private func correct(
    _ tile: Tile, of level: Level, coarse: ScreenedPoisson, screening: Float, kernels: any KernelSet.Type
  ) {
    // What lies beyond the edge of the part is not seen within the tile: it comes nearer by one place each half sweep.
    let part = level.geometry.expanded(tile, by: 2 * Self.sweeps)
    let known = level.geometry.known
    let values = Buffer<Float>(uninitializedCount: part.width * part.height * 4)
    let divergence = Buffer<Float>(uninitializedCount: part.width * part.height * 4)
    let (columns, rows) = (known.columns.clamped(to: part.columns), known.rows.clamped(to: part.rows))
    for y in rows {
      let start = (y - part.y) * part.width - part.x
      values.fill((start + columns.lowerBound) * 4..<(start + columns.upperBound) * 4, with: 0)
    }
    let fixed = Tile(
      x: columns.lowerBound - part.x, y: rows.lowerBound - part.y, width: columns.count, height: rows.count)
    // The buffers live to the end of this function.
    let grid = unsafe PoissonGrid(
      x: part.x, y: part.y, width: part.width, height: part.height, values: values.base, fixed: fixed,
      divergence: UnsafePointer(divergence.base), gain: 1 / (4 + screening))
    unsafe kernels.seamDivergence(level.view, tile: part, limit: limit, into: divergence.base)
    kernels.prolong(coarse.view(gain: 0), into: grid, rows: 0..<part.height)
    kernels.relax(grid, rows: SweptRows(0..<part.height), halfSweeps: 2 * Self.sweeps)
    kernels.correct(level.view, tile: tile, by: grid)
    withExtendedLifetime((level, coarse, values, divergence)) {}
  }
}

extension Tile {
  fileprivate init(_ rect: Rect) {
    self.init(x: rect.x, y: rect.y, width: rect.width, height: rect.height)
  }

  fileprivate var columns: Range<Int> { x..<x + width }
  fileprivate var rows: Range<Int> { y..<y + height }
}
