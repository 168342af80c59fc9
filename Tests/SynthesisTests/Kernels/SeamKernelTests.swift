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
    let expected = canvas.places.flatMap { x, y in
      reference.isKnown(x: x, y: y)
        ? [7, 7, 7, 7] : reference.seamDivergence(x: x, y: y, limit: 40) + [0]
    }
    for instructionSet in InstructionSet.runnable {
      for band in [1, 5, reference.height] {
        let level = example.level(instructionSet)
        // Nothing is written for known pixels.
        let divergence = Buffer<Float>(count: canvas.width * canvas.height * 4, repeating: 7)
        for y in stride(from: 0, to: reference.height, by: band) {
          instructionSet.kernels.seamDivergence(
            level.view, rows: y..<min(y + band, reference.height), limit: 40, into: divergence.base)
        }
        expectEqual(divergence.values, expected, "\(instructionSet), bands of \(band)")
        withExtendedLifetime(level) {}
      }
    }
  }

  @Test func `a correction is added to the colours of free places and rounded`() {
    let example = KernelCase.all[9]
    for instructionSet in InstructionSet.runnable {
      let level = example.level(instructionSet)
      let size = level.geometry.size
      let grid = ScreenedPoisson(size: size, engine: Engine(instructionSet))
      var random = SplitMix64(seed: 5)
      var expected = level.estimate.values
      for place in 0..<size.area {
        grid.isFixed[place] = UInt8(random.next(below: 2))
        for c in 0..<4 {
          let value = Float(random.next(below: 4001) - 2000) / 8
          grid.values[place * 4 + c] = value
          if grid.isFixed[place] == 0 && c < 3 {
            let sum = Float(expected[place * 4 + c]) + value
            expected[place * 4 + c] = UInt8(min(max((sum + 0.5).rounded(.down), 0), 255))
          }
        }
      }
      instructionSet.kernels.correct(level.view, rows: 0..<size.height, by: grid.view(gain: 0))
      expectEqual(level.estimate.values, expected, "\(instructionSet)")
      withExtendedLifetime(grid) {}
    }
  }
}
