import Foundation
import Raster
import TaskExecution
import Testing

@testable import outpaint

@Suite struct MemoryBudgetTests {
  private func threads(_ need: Int, isLast: Bool = false, jobs: Int, of threads: Int) -> Int {
    MemoryBudget(bytes: 1_040_000_000, jobs: jobs, threads: threads).withRoom(for: need, isLast: isLast) { $0 }
  }

  @Test func `pictures side by side share the threads`() {
    #expect(threads(1000, jobs: 1, of: 8) == 8)
    #expect(threads(1000, jobs: 3, of: 8) == 2)
    #expect(threads(1000, jobs: 8, of: 8) == 1)
    #expect(threads(1000, jobs: 9, of: 2) == 1)
  }

  @Test func `where fewer fit, or no other comes, each gets more`() {
    #expect(threads(400_000_000, jobs: 8, of: 8) == 4)
    #expect(threads(600_000_000, jobs: 8, of: 8) == 8)
    #expect(threads(1000, isLast: true, jobs: 8, of: 8) == 8)
  }

  @Test func `what fits is not refused`() {
    let budget = MemoryBudget(bytes: 100_000_000, jobs: 1, threads: 1)
    #expect(budget.refusal(of: 100_000_000 - MemoryBudget.process) == nil)
    #expect(
      budget.refusal(of: 160_000_000 - MemoryBudget.process)
        == "The picture needs about 160 MB of memory, but the batch may take 100 MB; allow more with --memory, or add "
        + "less.")
  }

  @Test func `what a picture needs grows with its canvas, above forty megapixels more slowly`() {
    func megabytes(_ source: Int, _ canvas: Int) -> Int {
      MemoryBudget.need(file: 5_000_000, source: source * 1_000_000, canvas: canvas * 1_000_000) / 1_000_000
    }
    #expect(megabytes(1, 3) == 129)
    #expect(megabytes(24, 40) == 1745)
    #expect(megabytes(24, 41) == 1745)
    #expect(megabytes(24, 100) == 2745)
  }

  @Test func `pictures together never need more than there is`() {
    let budget = MemoryBudget(bytes: MemoryBudget.process + 100, jobs: 4, threads: 4)
    let used = Monitor((now: 0, most: 0, done: 0))
    for index in 0..<12 {
      let need = index.isMultiple(of: 3) ? 90 : 40
      Thread {
        budget.withRoom(for: need, isLast: false) { _ in
          used.update { $0 = ($0.now + need, max($0.most, $0.now + need), $0.done) }
          Thread.sleep(forTimeInterval: 0.01)
          used.update { $0.now -= need }
        }
        used.update { $0.done += 1 }
      }.start()
    }
    #expect(used.wait(seconds: 60) { $0.done == 12 })
    #expect(used.update { $0.most } <= 100)
  }

  @Test func `the size of a picture is known before it is unpacked`() throws {
    let folder = try TemporaryFolder()
    try folder.writePicture("a.png", width: 31, height: 17)
    let bytes = try folder.bytes(of: "a.png")
    #expect(PictureHeader.size(of: bytes) == Size(width: 31, height: 17))
    #expect(PictureHeader.size(of: Array(bytes.prefix(9))) == nil)
    #expect(PictureHeader.size(of: []) == nil)
  }
}

@Suite struct BatchOptionTests {
  @Test(arguments: [("64M", 64_000_000), ("4G", 4_000_000_000), ("1.5Gi", 1_610_612_736), ("70000000", 70_000_000)])
  func `amounts of memory`(text: String, bytes: Int) throws {
    #expect(try ByteCount.parse(text).bytes == bytes)
  }

  @Test(arguments: ["", "G", "63M", "4T", "-4G", "1e9G", "1..5G", "4 G"]) func `no amounts of memory`(text: String) {
    #expect(throws: (any Error).self) { try ByteCount.parse(text) }
  }

  @Test func `every line belongs to one shard`() throws {
    let shards = try ["1/3", "2/3", "3/3"].map(Shard.parse)
    for line in 1...20 { #expect(shards.count { $0.takes(line) } == 1) }
    #expect(shards[0].takes(1) && shards[0].takes(4))
  }

  @Test(arguments: ["", "1", "0/3", "4/3", "1/0", "a/3", "1/3/3", "-1/3"]) func `no shards`(text: String) {
    #expect(throws: (any Error).self) { try Shard.parse(text) }
  }
}

@Suite struct BatchTallyTests {
  private func answer(_ line: Int, made: Int = 0, found: Int = 0, status: outpaint.ExitStatus? = nil) -> BatchAnswer {
    var answer = BatchAnswer(to: BatchLine(number: line, bytes: []))
    answer.made = made
    answer.found = found
    answer.newPixels = made * 500_000
    answer.status = status
    return answer
  }

  @Test func `a summary has counts, speed and memory`() {
    var tally = BatchTally()
    tally.add(answer(1, found: 2))
    tally.add(answer(2, made: 3))
    tally.add(answer(3, status: .badInput))
    #expect(
      tally.summary(time: .seconds(3), peakMemory: 50_000_000) == """
        3 lines: 3 pictures made, 2 found done, 1 bad line; 3.0 s
        1.500 new megapixels, 0.500 a second; peak memory of the process: 50 MB

        """)
    #expect(tally.status == .badInput)
  }

  @Test func `what was found does not count for the time left`() throws {
    var tally = BatchTally()
    tally.fraction = 0.5
    tally.add(answer(1, found: 50))
    #expect(tally.timeLeft() == nil)
    let start = ContinuousClock.now
    tally.fraction = 0.75
    tally.add(answer(2, made: 25))
    let left = try #require(tally.timeLeft(at: start + .seconds(60)))
    #expect((left - .seconds(60)).magnitude < .seconds(1))
  }

  @Test(arguments: [(0, "0:00"), (7, "0:07"), (67, "1:07"), (3600, "1:00:00"), (86_399, "23:59:59")])
  func `times read like a clock`(seconds: Int, text: String) {
    #expect(Duration.seconds(seconds).clock == text)
  }

  @Test func `a line is drawn over itself on a terminal, and quarters are lines elsewhere`() {
    var texts: [String] = []
    var tally = BatchTally()
    let bar = BatchPrinter(style: .bar) { texts.append($0) }
    bar.report(tally)
    bar.finish()
    bar.finish()
    #expect(texts == ["\r\u{1B}[K0 pictures made", "\r\u{1B}[K"])
    texts = []
    let lines = BatchPrinter(style: .lines) { texts.append($0) }
    for fraction in [0, 0.2, 0.3, 0.4, 0.8, 1] {
      tally.fraction = fraction
      lines.report(tally)
    }
    #expect(texts == ["0 pictures made, 30 %\n", "0 pictures made, 80 %\n"])
  }
}

extension Duration {
  fileprivate var magnitude: Duration { self < .zero ? .zero - self : self }
}
