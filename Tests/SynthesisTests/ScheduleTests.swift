import Raster
import Testing

@testable import Synthesis

@Suite struct ScheduleTests {
  /// Levels of a source of 1000 × 700 on a canvas of `width` × `height`, finest first.
  private func levels(_ count: Int, width: Int = 1400, height: Int = 900) -> [LevelGeometry] {
    (0..<count).map { level in
      LevelGeometry(
        known: Size(width: 1000, height: 700), edges: EdgeAmounts(right: width - 1000, bottom: height - 700),
        scale: 1 / Double(1 << level))
    }
  }

  @Test func `above the start, larger levels have fewer rounds`() {
    for effort in Effort.allCases {
      for count in 1...6 {
        let schedule = Schedule(effort, levels: levels(count))
        let rounds = (0..<count).map { schedule.rounds(level: $0, start: count - 1) }
        let above = rounds.dropLast()
        #expect(above.elementsEqual(above.sorted()), "\(effort), \(count) levels: \(rounds)")
        #expect(rounds[count - 1] > 0)
      }
    }
  }

  @Test func `high effort does more than fast above the start`() {
    for count in 1...6 {
      let (high, fast) = (Schedule(.high, levels: levels(count)), Schedule(.fast, levels: levels(count)))
      #expect(high.passes > fast.passes)
      for level in 0..<max(1, count - 1) {
        #expect(high.rounds(level: level, start: count - 1) > fast.rounds(level: level, start: count - 1))
      }
    }
  }

  @Test func `fast effort searches no large level but the start`() {
    let fast = Schedule(.fast, levels: levels(4))
    // 700, 350, 175 and 88 pixels.
    #expect((0..<4).map { fast.rounds(level: $0, start: 3) } == [0, 0, 1, 2])
    #expect(Schedule(.fast, levels: levels(1)).rounds(level: 0, start: 0) == 4)
  }

  @Test func `levels without rounds are left out, but for full size`() {
    #expect(Schedule(.high, levels: levels(4)).levels(above: 3) == [2, 1, 0])
    #expect(Schedule(.fast, levels: levels(4)).levels(above: 3) == [2, 0])
    #expect(Schedule(.high, levels: levels(4, width: 8000, height: 5001)).levels(above: 3) == [2, 1, 0])
    #expect(Effort.allCases.allSatisfy { Schedule($0, levels: levels(1)).levels(above: 0).isEmpty })
  }

  @Test func `very large canvases are not searched at full size`() {
    let edge = Schedule(.high, levels: levels(4, width: 8000, height: 5000))
    let above = Schedule(.high, levels: levels(4, width: 8000, height: 5001))
    #expect(edge.rounds(level: 0, start: 3) == 1)
    #expect(above.rounds(level: 0, start: 3) == 0)
    #expect((1..<4).allSatisfy { above.rounds(level: $0, start: 3) == edge.rounds(level: $0, start: 3) })
  }

  /// Both efforts where the canvas grows one way, `high` where it does so both ways, neither around a corner.
  @Test(arguments: [
    (EdgeAmounts(right: 400), [Effort.high, .fast]), (EdgeAmounts(top: 200, bottom: 100), [.high, .fast]),
    (EdgeAmounts(left: 100, right: 300, top: 50, bottom: 150), [.high]),
    (EdgeAmounts(left: 90, right: 90, top: 90), [.high]),
    (EdgeAmounts(right: 400, bottom: 200), []),
  ])
  func `the layout is mended on the two levels above the start`(edges: EdgeAmounts, efforts: [Effort]) {
    for effort in Effort.allCases {
      let levels = (0..<5).map { level in
        LevelGeometry(known: Size(width: 1000, height: 700), edges: edges, scale: 1 / Double(1 << level))
      }
      let isMended = (0..<5).map { Schedule(effort, levels: levels).mendsLayout(level: $0, start: 4) }
      #expect(isMended == [false, false, true, true, false].map { $0 && efforts.contains(effort) })
    }
  }
}
