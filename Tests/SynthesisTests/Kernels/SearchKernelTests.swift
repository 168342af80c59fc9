import KernelInterface
import Raster
import SynthesisReference
import Testing

@testable import Synthesis

@Suite struct SearchKernelTests {
  @Test(arguments: KernelCase.all)
  func `two sweeps take what an unhurried search takes`(_ example: KernelCase) {
    // The first sweep refreshes costs and looks everywhere; the second trusts what is stored and looks nearby.
    let sweeps = [
      Sweep(randomKey: 0x1234_5678, reach: 24, hopCount: 3, refreshesCosts: true),
      Sweep(randomKey: 0xfedc_ba98, reach: 4, hopCount: 1, refreshesCosts: false),
    ]
    var reference = ReferenceLevel(example.level(.portable))
    for sweep in sweeps { reference = reference.swept(sweep) }

    for instructionSet in InstructionSet.runnable {
      for tiling in Tiling.allCases {
        let level = example.level(instructionSet)
        for sweep in sweeps {
          for tile in tiling.cut(level.geometry.targetTiles) {
            _ = instructionSet.kernels.search(level.view, tile: tile, sweep: sweep)
          }
          level.swapFields()
        }
        expectEqual(level.field.values.map { ReferenceMatch($0) }, reference.field, "\(instructionSet), \(tiling)")
        expectEqual(level.cost.values.map { Int($0) }, reference.cost, "\(instructionSet), \(tiling)")
      }
    }
  }

  @Test func `every build computes the same number of patch distances`() {
    let sweep = Sweep(randomKey: 99, reach: 16, hopCount: 3, refreshesCosts: true)
    for example in KernelCase.all {
      let counts = InstructionSet.runnable.map { instructionSet in
        let level = example.level(instructionSet)
        return level.geometry.targetTiles.reduce(0) {
          $0 + instructionSet.kernels.search(level.view, tile: $1, sweep: sweep)
        }
      }
      #expect(Set(counts).count == 1, "\(example.testDescription)")
    }
  }
}

extension ReferenceLevel {
  /// The level after one sweep over all targets.
  fileprivate func swept(_ sweep: Sweep) -> ReferenceLevel {
    let sweep = ReferenceSweep(
      randomKey: sweep.randomKey, reach: sweep.reach, hopCount: sweep.hopCount, refreshesCosts: sweep.refreshesCosts)
    var result = self
    for y in 0..<targetRows {
      for x in 0..<targetColumns where isTarget(x: x, y: y) {
        let place = index(x: x, y: y)
        (result.field[place], result.cost[place]) = searched(x: x, y: y, sweep: sweep)
      }
    }
    return result
  }
}
