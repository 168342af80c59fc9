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

  /// 1 where the values stay as they are.
  let isFixed: Buffer<UInt8>

  /// Four values a place; empty stands for 0 everywhere.
  let divergence: Buffer<Float>

  init(size: Size, hasDivergence: Bool = false, engine: Engine) {
    self.size = size
    values = engine.zeros(size.area * 4)
    isFixed = engine.zeros(size.area)
    divergence = engine.zeros(hasDivergence ? size.area * 4 : 0)
  }

  /// What the kernels see; the grid must outlive the call.
  func view(gain: Float) -> PoissonGrid {
    unsafe PoissonGrid(
      width: size.width, height: size.height, values: values.base, isFixed: UnsafePointer(isFixed.base),
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
    for _ in 0..<sweeps {
      for parity in 0..<2 {
        engine.bands.forEach(in: 0..<size.height, bandHeight: bandHeight) { rows in
          kernels.relax(grid, rows: rows, parity: parity)
        }
      }
    }
  }

  /// The grid of half the size: a place is fixed when any of its four is, to the mean of those, and its divergence is
  /// the sum of theirs, because its steps are twice as long.
  private func restricted(engine: Engine) -> ScreenedPoisson {
    let coarse = ScreenedPoisson(size: size.halved, hasDivergence: divergence.count > 0, engine: engine)
    engine.bands.forEach(in: 0..<coarse.size.height, bandHeight: coarse.bandHeight) { rows in
      for y in rows { self.restrict(row: y, to: coarse) }
    }
    return coarse
  }

  private func restrict(row y: Int, to coarse: ScreenedPoisson) {
    let upper = 2 * y * size.width
    let lower = min(2 * y + 1, size.height - 1) * size.width
    for x in 0..<coarse.size.width {
      let left = 2 * x
      let right = min(2 * x + 1, size.width - 1)
      let place = y * coarse.size.width + x
      var count: Float = 0
      var values = SIMD4<Float>.zero
      func visit(_ finer: Int) {
        if coarse.divergence.count > 0 { add(divergence, at: finer, to: coarse.divergence, at: place) }
        if isFixed[finer] == 0 { return }
        for c in 0..<4 { values[c] += self.values[finer * 4 + c] }
        count += 1
      }
      visit(upper + left)
      visit(upper + right)
      visit(lower + left)
      visit(lower + right)
      if count == 0 { continue }
      coarse.isFixed[place] = 1
      for c in 0..<4 { coarse.values[place * 4 + c] = values[c] / count }
    }
  }

  private func add(_ buffer: Buffer<Float>, at place: Int, to sums: Buffer<Float>, at sum: Int) {
    for c in 0..<4 { sums[sum * 4 + c] += buffer[place * 4 + c] }
  }
}

extension Size {
  /// Half of it, rounded up.
  var halved: Size { Size(width: (width + 1) / 2, height: (height + 1) / 2) }
}
