import Testing

@testable import outpaint

@Suite struct TimingTableTests {
  @Test func `time of a stage that comes again is added up`() {
    var times = StageTimes()
    let search = StageTimes.Stage(name: "search", level: 2)
    times.add(.milliseconds(10), to: StageTimes.Stage(name: "decode"))
    times.add(.milliseconds(20), to: search)
    times.add(.milliseconds(5), to: StageTimes.Stage(name: "vote", level: 2))
    times.add(.milliseconds(30), to: search)
    #expect(times.entries.map(\.stage.name) == ["decode", "search", "vote"])
    #expect(times.entries.map(\.time) == [.milliseconds(10), .milliseconds(50), .milliseconds(5)])
    #expect(times.total == .milliseconds(65))
  }

  @Test func `a stopwatch forgets what passes before it is resumed`() {
    var watch = Stopwatch()
    watch.ended("a")
    watch.resume()
    watch.ended("b")
    #expect(watch.times.entries.map(\.stage.name) == ["a", "b"])
    #expect(watch.times.total < .seconds(60))
  }

  @Test func `the table is aligned, and ends with speed and memory`() {
    var times = StageTimes()
    times.add(.milliseconds(12), to: StageTimes.Stage(name: "decode"))
    times.add(.milliseconds(1988), to: StageTimes.Stage(name: "search", level: 3))
    let table = TimingTable(times: times, newPixels: 3_000_000, peakMemory: 123_456_789)
    #expect(
      "\(table)" == """
        stage       level    seconds
        decode                 0.012
        search          3      1.988
        total                  2.000
        3.000 new megapixels, 1.500 a second
        peak memory of the process: 123 MB

        """)
  }

  @Test(arguments: [
    (0.0, 3, "0.000"), (1.0005, 2, "1.00"), (0.999, 2, "1.00"), (12.5, 0, "13"), (-0.25, 1, "-0.3"), (2.05, 1, "2.1"),
  ]) func `numbers have so many decimals`(number: Double, decimals: Int, text: String) {
    #expect(number.fixed(decimals) == text)
  }

  @Test func `this process holds some memory, and less than there is`() throws {
    let peak = try #require(ProcessMemory.peak)
    #expect(peak > 1_000_000)
    #expect(try #require(ProcessMemory.available) > 1_000_000)
  }
}
