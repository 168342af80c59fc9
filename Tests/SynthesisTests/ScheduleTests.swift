import Testing

@testable import Synthesis

@Suite struct ScheduleTests {
  @Test func `most rounds are at the coarse end`() {
    for effort in Effort.allCases {
      let schedule = Schedule(effort)
      for start in 0...8 {
        let rounds = (0...start).map { schedule.iterations(level: $0, start: start) }
        #expect(rounds == rounds.sorted(), "\(effort), start \(start): \(rounds)")
        #expect(rounds[start] > 0)
      }
    }
  }

  @Test func `high effort never does less than fast`() {
    let (high, fast) = (Schedule(.high), Schedule(.fast))
    #expect(high.firstPasses > fast.firstPasses)
    #expect(high.passes > fast.passes)
    for start in 0...8 {
      for level in 0...start {
        #expect(high.iterations(level: level, start: start) > fast.iterations(level: level, start: start))
      }
    }
    #expect((1...8).allSatisfy { fast.iterations(level: 0, start: $0) == 0 })
  }
}
