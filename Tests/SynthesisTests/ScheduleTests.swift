import Raster
import Testing

@testable import Synthesis

@Suite struct ScheduleTests {
  private let small = Size(width: 1000, height: 700)

  @Test func `most rounds are at the coarse end`() {
    for effort in Effort.allCases {
      let schedule = Schedule(effort, canvas: small)
      for start in 0...8 {
        let rounds = (0...start).map { schedule.iterations(level: $0, start: start) }
        #expect(rounds == rounds.sorted(), "\(effort), start \(start): \(rounds)")
        #expect(rounds[start] > 0)
      }
    }
  }

  @Test func `high effort never does less than fast`() {
    let (high, fast) = (Schedule(.high, canvas: small), Schedule(.fast, canvas: small))
    #expect(high.firstPasses > fast.firstPasses)
    #expect(high.passes > fast.passes)
    for start in 0...8 {
      for level in 0...start {
        #expect(high.iterations(level: level, start: start) > fast.iterations(level: level, start: start))
      }
    }
    #expect((1...8).allSatisfy { fast.iterations(level: 0, start: $0) == 0 })
  }

  @Test func `very large canvases are not searched at full size`() {
    let edge = Schedule(.high, canvas: Size(width: 8000, height: 5000))
    let above = Schedule(.high, canvas: Size(width: 8000, height: 5001))
    #expect(edge.iterations(level: 0, start: 6) == 1)
    #expect(above.iterations(level: 0, start: 6) == 0)
    #expect((1...6).allSatisfy { above.iterations(level: $0, start: 6) == edge.iterations(level: $0, start: 6) })
  }
}
