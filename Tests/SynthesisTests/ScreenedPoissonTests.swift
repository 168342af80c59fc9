import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct ScreenedPoissonTests {
  @Test(arguments: [1, 7])
  func `a grid of several bands is relaxed as a whole`(threads: Int) {
    let engine = Engine(FillOptions(bands: RowBands(threads: threads)))
    // Three bands and a rest that is shorter than a band gets narrower.
    let size = Size(width: 1300, height: 101)
    let fixed = Tile(x: 700, y: 20, width: 90, height: 70)
    let halfSweeps = 12
    let (banded, whole) = (grid(size, fixed: fixed, engine: engine), grid(size, fixed: fixed, engine: engine))
    banded.relax(banded.view(gain: 0.24), halfSweeps: halfSweeps, engine: engine)
    engine.kernels.relax(whole.view(gain: 0.24), rows: SweptRows(0..<size.height), halfSweeps: halfSweeps)
    expectEqual(banded.values.values, whole.values.values, "\(threads) threads")
  }

  @Test func `half of a rectangle holds every place that it touches`() {
    #expect(Tile(x: 3, y: 4, width: 4, height: 3).halved == Tile(x: 1, y: 2, width: 3, height: 2))
    #expect(Tile(x: 0, y: 1, width: 1, height: 1).halved == Tile(x: 0, y: 0, width: 1, height: 1))
  }

  private func grid(_ size: Size, fixed: Tile, engine: Engine) -> ScreenedPoisson {
    let grid = ScreenedPoisson(size: size, fixed: fixed, engine: engine)
    var random = SplitMix64(seed: 4)
    for i in 0..<grid.values.count { grid.values[i] = Float(random.next(below: 2561)) }
    return grid
  }
}
