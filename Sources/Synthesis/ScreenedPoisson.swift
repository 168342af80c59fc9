internal import KernelInterface
internal import Raster

/// Solves lap(v) - screening · v = divergence on a grid on which some values are fixed.
///
/// By red-black relaxation from coarse to fine: each grid starts from the solution on the grid of half the size, so
/// that a few sweeps are enough. Four values a place, in single precision and a fixed order.
final class ScreenedPoisson: Sendable {
  private static let coarsestSweeps = 60
  private static let finerSweeps = 6
  private static let gridLevels = 7

  /// Places of a band: with fewer, to wake a second thread takes longer than its share of the work.
  private static let leastPlaces = 40_000

  private var bandHeight: Int { max(32, Self.leastPlaces / size.width) }

  let size: Size

  /// Four values a place, 0 at first.
  let values: Buffer<Float>

  /// Places whose values stay as they are.
  let fixed: Tile

  /// Four values a place; empty stands for 0 everywhere.
  let divergence: Buffer<Float>

  init(size: Size, fixed: Tile, hasDivergence: Bool = false, engine: Engine) {
    self.size = size
    self.fixed = fixed
    values = engine.zeros(size.area * 4)
    divergence = engine.zeros(hasDivergence ? size.area * 4 : 0)
  }

  /// What the kernels see; the grid must outlive the call.
  func view(gain: Float) -> PoissonGrid {
    unsafe PoissonGrid(
      width: size.width, height: size.height, values: values.base, fixed: fixed,
      divergence: divergence.count > 0 ? UnsafePointer(divergence.base) : nil, gain: gain)
  }

  /// Relaxes the free places.
  ///
  /// - Parameter screening: squared spacing of the grid over the squared length at which the values fade, above 0.
  func solve(screening: Float, engine: Engine) {
    solve(screening: screening, levels: Self.gridLevels, engine: engine)
  }

  private func solve(screening: Float, levels: Int, engine: Engine) {
    var sweeps = Self.coarsestSweeps
    let kernels = engine.kernels
    let grid = view(gain: 1 / (4 + screening))
    if levels > 0 && min(size.width, size.height) > 8 {
      let coarse = restricted(engine: engine)
      coarse.solve(screening: screening * 4, levels: levels - 1, engine: engine)
      let coarseGrid = coarse.view(gain: 0)
      engine.bands.forEach(in: 0..<size.height, bandHeight: bandHeight) { rows in
        kernels.prolong(coarseGrid, into: grid, rows: rows)
      }
      withExtendedLifetime(coarse) {}
      sweeps = Self.finerSweeps
    }
    relax(grid, halfSweeps: 2 * sweeps, engine: engine)
  }

  /// Sweeps bands that get narrower, then what is missing between them; see `SweptRows`.
  func relax(_ grid: PoissonGrid, halfSweeps: Int, engine: Engine) {
    let kernels = engine.kernels
    let (height, bandHeight) = (size.height, max(bandHeight, 2 * halfSweeps))
    engine.bands.forEach(in: 0..<height, bandHeight: bandHeight) { rows in
      let isFirst = rows.lowerBound == 0
      // The first row of a band is read by the band before it, so it waits.
      let swept = SweptRows(
        (isFirst ? 0 : rows.lowerBound + 1)..<rows.upperBound, firstStep: isFirst ? 0 : 1,
        endStep: rows.upperBound < height ? -1 : 0)
      kernels.relax(grid, rows: swept, halfSweeps: halfSweeps)
    }
    engine.bands.forEach(in: 1..<max(1, (height - 1) / bandHeight + 1), bandHeight: 1) { bands in
      for band in bands {
        let start = band * bandHeight
        kernels.relax(grid, rows: SweptRows(start..<start + 1, firstStep: -1, endStep: 1), halfSweeps: halfSweeps)
      }
    }
  }

  /// The grid of half the size: a place is fixed when any of its four is, to the mean of those, and its divergence is
  /// the sum of theirs, because its steps are twice as long.
  private func restricted(engine: Engine) -> ScreenedPoisson {
    let coarse = ScreenedPoisson(
      size: size.halved, fixed: fixed.halved, hasDivergence: divergence.count > 0, engine: engine)
    let (grid, coarseGrid, kernels) = (view(gain: 0), coarse.view(gain: 0), engine.kernels)
    engine.bands.forEach(in: 0..<coarse.size.height, bandHeight: coarse.bandHeight) { rows in
      // Each band writes its own rows of buffers that the coarse grid owns.
      unsafe kernels.restrict(
        grid, into: coarseGrid, divergence: coarse.divergence.count > 0 ? coarse.divergence.base : nil, rows: rows)
    }
    return coarse
  }
}

extension Size {
  /// Half of it, rounded up.
  var halved: Size { Size(width: (width + 1) / 2, height: (height + 1) / 2) }
}

extension Tile {
  /// The places of a grid of half the size that hold any of its own, of which it has one at least.
  var halved: Tile {
    let (left, top) = (x / 2, y / 2)
    return Tile(x: left, y: top, width: (x + width + 1) / 2 - left, height: (y + height + 1) / 2 - top)
  }
}
