import KernelInterface
import Raster
import Testing

@testable import Synthesis

@Suite struct MembraneTests {
  private let example = KernelCase(
    source: Size(width: 24, height: 24), edges: EdgeAmounts(left: 16, right: 3, bottom: 9), content: .noise,
    matches: .scattered)

  @Test(arguments: [1, 7])
  func `a vote that is right at the border is left alone`(threads: Int) {
    let level = example.level(.portable)
    voteLikeEstimate(level, darker: 0)
    let before = level.voted.values
    Membrane.apply(to: level, engine: Engine(FillOptions(bands: RowBands(threads: threads))))
    expectEqual(level.voted.values, before, "voted")
  }

  @Test func `an error at the border is mended there and fades away from it`() {
    let level = example.level(.portable)
    voteLikeEstimate(level, darker: 10 * 32)
    let before = level.voted.values
    Membrane.apply(to: level, engine: Engine(.portable))
    // Along a row from the left border outwards.
    let width = level.geometry.size.width
    let added = (0..<16).reversed().map { x in
      let place = (12 * width + x) * 4
      return Int(level.voted[place]) - Int(before[place])
    }
    #expect((256...320).contains(added[0]), "\(added)")
    #expect(added == added.sorted(by: >), "\(added)")
    #expect((1..<160).contains(added[15]), "\(added)")
    // The fourth channel is no colour.
    let fourth = stride(from: 3, to: before.count, by: 4)
    #expect(fourth.allSatisfy { level.voted[$0] == before[$0] })
  }

  /// Votes that repeat the estimate but are darker by a constant; the estimate is bright enough.
  private func voteLikeEstimate(_ level: Level, darker: Int) {
    for i in 0..<level.estimate.count {
      level.estimate[i] = 60 + level.estimate[i] / 2
      level.voted[i] = UInt16(Int(level.estimate[i]) * 32 - darker)
    }
  }
}
