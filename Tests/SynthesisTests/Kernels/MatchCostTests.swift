import KernelInterface
import SynthesisReference
import Testing

@testable import Synthesis

@Suite struct MatchCostTests {
  @Test(arguments: KernelCase.all)
  func `the cost of every match is the sum of its terms`(_ example: KernelCase) {
    let reference = ReferenceLevel(example.level(.portable))
    var expected = reference.cost.map { Int32($0) }
    for y in 0..<reference.targetRows {
      for x in 0..<reference.targetColumns where reference.isTarget(x: x, y: y) {
        let place = reference.index(x: x, y: y)
        expected[place] = Int32(reference.cost(reference.field[place], x: x, y: y))
      }
    }
    for instructionSet in InstructionSet.runnable {
      for tiling in Tiling.allCases {
        let level = example.level(instructionSet)
        for tile in tiling.cut(level.geometry.targetTiles) {
          instructionSet.kernels.evaluate(level.view, tile: tile)
        }
        expectEqual(level.cost.values, expected, "\(instructionSet), \(tiling)")
      }
    }
  }

  @Test(arguments: KernelCase.all)
  func `what known pixels add is taken out where patches have both kinds`(_ example: KernelCase) {
    let reference = ReferenceLevel(example.level(.portable))
    var expected = reference.cost.map { Int32($0) }
    for y in 0..<reference.targetRows {
      for x in 0..<reference.targetColumns where reference.isTarget(x: x, y: y) {
        let place = reference.index(x: x, y: y)
        expected[place] -= Int32(reference.knownExtra(reference.field[place], x: x, y: y))
      }
    }
    for instructionSet in InstructionSet.runnable {
      for tiling in Tiling.allCases {
        let level = example.level(instructionSet)
        for tile in tiling.cut(level.geometry.targetTiles) {
          instructionSet.kernels.dropKnownCosts(level.view, tile: tile)
        }
        expectEqual(level.cost.values, expected, "\(instructionSet), \(tiling)")
      }
    }
  }

  @Test func `a shift gains exactly what it takes off the squared difference`() {
    let reference = ReferenceLevel(KernelCase.all[5].level(.portable))
    let match = ReferenceMatch(x: 2, y: 3, isFlipped: true)
    for (x, y) in [(0, 0), (3, 7), (16, 1)] {
      var before = 0.0
      var after = 0.0
      for c in 0..<3 {
        let shift = Double(reference.shift(match, x: x, y: y)[c]) / 64
        for place in 0..<64 {
          let (row, column) = place.quotientAndRemainder(dividingBy: 8)
          let difference = Double(
            reference.estimate[x + column, y + row, c] - reference.sample(match, dx: column, dy: row, channel: c))
          before += difference * difference
          after += (difference - shift) * (difference - shift)
        }
      }
      // A tenth is kept, and each channel is rounded down.
      #expect(abs(Double(reference.shiftGain(match, x: x, y: y)) - 0.9 * (before - after)) <= 4)
    }
  }
}
