import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct CostPercentileTests {
  @Test func `it is the value that sorting finds, to a step of 64`() {
    for (index, example) in KernelCase.all.enumerated() {
      let level = example.level(.portable)
      var random = SplitMix64(seed: UInt64(index))
      let range = 1 << (4 + 2 * index % 18)
      for i in 0..<level.cost.count { level.cost[i] = Int32(random.next(below: range) - range / 20) }
      let costs = level.geometry.targetTiles.flatMap(\.places)
        .map { max(0, Int(level.cost[$0.y * level.geometry.targetColumns + $0.x])) }
        .sorted()
      let expected = costs[costs.count * 3 / 4]
      #expect(CostPercentile.upperQuartile(of: level) == expected / 64 * 64 + 32, "\(example.testDescription)")
    }
  }

  @Test func `a level without targets has one too`() {
    let example = KernelCase(
      source: Size(width: 12, height: 12), edges: EdgeAmounts(), content: .noise, matches: .scattered)
    #expect(CostPercentile.upperQuartile(of: example.level(.portable)) > 0)
  }
}
