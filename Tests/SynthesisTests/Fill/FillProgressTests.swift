import Raster
import Synthesis
import TestSupport
import Testing

@Suite struct FillProgressTests {
  @Test(arguments: Effort.allCases)
  func `progress never falls and ends at one`(_ effort: Effort) {
    for side in [1, 24, 100] {
      let example = FillCase(
        source: Size(width: side, height: side), edges: EdgeAmounts(left: 6, bottom: 13), effort: effort)
      var reports: [FillProgress] = []
      _ = example.canvas.filled(example.options()) { reports.append($0) }
      let fractions = reports.map(\.fractionCompleted)
      #expect(fractions == fractions.sorted())
      #expect(fractions.allSatisfy { (0...1).contains($0) })
      #expect(fractions.last == 1)
      #expect(reports.prefix(3).map(\.step) == [.pyramid, .saliency, .start])
      #expect(reports.last?.step == .finalVote)
      // From the level above the start to full size, which small pictures start at.
      let levels = reports.filter { [.upsampling, .search, .vote].contains($0.step) }.map(\.level)
      #expect(levels == levels.sorted(by: >))
      #expect(levels.last == (side == 100 ? 0 : nil))
    }
  }

  @Test func `what the report throws stops the work at once`() {
    struct Enough: Error, Equatable {}
    let example = FillCase(source: Size(width: 110, height: 95), edges: EdgeAmounts(left: 6))
    for wanted in [1, 3, 6] {
      var calls = 0
      #expect(throws: Enough()) {
        _ = try example.canvas.filled(example.options()) { _ in
          calls += 1
          if calls == wanted { throw Enough() }
        }
      }
      #expect(calls == wanted)
    }
  }
}
