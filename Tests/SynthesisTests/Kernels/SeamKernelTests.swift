import KernelInterface
import Raster
import SynthesisReference
import TestSupport
import Testing

@testable import Synthesis

@Suite struct SeamKernelTests {
  @Test(arguments: KernelCase.all)
  func `the divergence is that of the steps that the sources do not have`(_ example: KernelCase) {
    let reference = ReferenceLevel(example.level(.portable))
    let canvas = Tile(x: 0, y: 0, width: reference.width, height: reference.height)
    let expected = canvas.places.map { x, y in reference.seamDivergence(x: x, y: y, limit: 40) + [0] }
    for instructionSet in InstructionSet.runnable {
      let level = example.level(instructionSet)
      for tile in Tiling.allCases.flatMap({ $0.cut([canvas]) }) {
        let divergence = Buffer<Float>(count: tile.width * tile.height * 4, repeating: 7)
        instructionSet.kernels.seamDivergence(level.view, tile: tile, limit: 40, into: divergence.base)
        expectEqual(
          divergence.values, tile.places.flatMap { expected[$0.y * canvas.width + $0.x] }, "\(instructionSet), \(tile)")
      }
      withExtendedLifetime(level) {}
    }
  }

  @Test(arguments: KernelCase.all)
  func `at half the size the divergence is the sum over the four pixels of a place`(_ example: KernelCase) {
    let reference = ReferenceLevel(example.level(.portable))
    let size = Size(width: reference.width, height: reference.height).halved
    var expected: [Float] = []
    var free: [Int] = []
    for (x, y) in Tile(x: 0, y: 0, width: size.width, height: size.height).places {
      let columns = [2 * x, min(2 * x + 1, reference.width - 1)]
      let pixels = [2 * y, min(2 * y + 1, reference.height - 1)].flatMap { row in columns.map { (x: $0, y: row) } }
      let values = pixels.map { reference.seamDivergence(x: $0.x, y: $0.y, limit: 40) }
      expected += (0..<3).map { c in values.reduce(0) { $0 + $1[c] } } + [0]
      let touchesKnown = pixels.contains { reference.isKnown(x: $0.x, y: $0.y) }
      if !touchesKnown { free += expected.count - 4..<expected.count }
    }
    for instructionSet in InstructionSet.runnable {
      for band in [1, 5, size.height] {
        let level = example.level(instructionSet)
        let divergence = Buffer<Float>(count: size.area * 4, repeating: 7)
        for y in stride(from: 0, to: size.height, by: band) {
          instructionSet.kernels.halvedSeamDivergence(
            level.view, rows: y..<min(y + band, size.height), limit: 40, into: divergence.base)
        }
        // What is written for places with a known pixel does not matter.
        expectEqual(free.map { divergence[$0] }, free.map { expected[$0] }, "\(instructionSet), bands of \(band)")
        withExtendedLifetime(level) {}
      }
    }
  }

  @Test func `a correction is added to the colours of a tile and rounded`() {
    let example = KernelCase.all[9]
    for instructionSet in InstructionSet.runnable {
      let level = example.level(instructionSet)
      let size = level.geometry.size
      let tile = Tile(x: 3, y: 2, width: size.width - 5, height: size.height - 6)
      // A part of a grid that holds the tile.
      let part = Tile(x: 1, y: 2, width: size.width - 2, height: size.height - 3)
      let values = Buffer<Float>(count: part.width * part.height * 4, repeating: 0)
      var random = SplitMix64(seed: 5)
      for i in 0..<values.count where i % 4 < 3 { values[i] = Float(random.next(below: 4001) - 2000) / 8 }
      level.nextEstimate.fill(9)
      var expected = level.nextEstimate.values
      for (x, y) in tile.places {
        for c in 0..<4 {
          let place = (y * size.width + x) * 4 + c
          let value = c < 3 ? values[((y - part.y) * part.width + x - part.x) * 4 + c] : 0
          expected[place] = UInt8(min(max((Float(level.estimate[place]) + value + 0.5).rounded(.down), 0), 255))
        }
      }
      let grid = PoissonGrid(
        x: part.x, y: part.y, width: part.width, height: part.height, values: values.base,
        fixed: Tile(x: 0, y: 0, width: 0, height: 0), divergence: nil, gain: 0)
      instructionSet.kernels.correct(level.view, tile: tile, by: grid)
      expectEqual(level.nextEstimate.values, expected, "\(instructionSet)")
      withExtendedLifetime(values) {}
    }
  }
}
