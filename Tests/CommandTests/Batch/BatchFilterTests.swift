import Foundation
import Testing

@testable import outpaint

/// The command itself, as other engines drive it.
@Suite(.waitsForProcesses) struct BatchFilterTests {
  private let fixture: BatchFixture
  private var folder: TemporaryFolder { fixture.folder }

  init() throws {
    fixture = try BatchFixture()
  }

  private let small = #"{"left":32,"bottom":40}"#

  @Test func `lines come in on standard input, and answers go out`() throws {
    let lines = [BatchFixture.request(1, edges: small), "nonsense", BatchFixture.request(2, edges: small)]
    let input = Array(lines.joined(separator: "\n").utf8)
    let result = try CommandProcess("batch", "-", "--output-dir", "out", input: input, in: folder)
    #expect(result.status == 65)
    let answers = result.text.split(separator: "\n")
    #expect(answers.count == 3)
    #expect(answers[1].hasPrefix(#"{"line":2,"errors":[{"code":"invalidRequest","message":"#))
    #expect(result.errors.hasPrefix("3 lines: 2 pictures made, 0 found done, 1 bad line; "))
    #expect(result.errors.hasSuffix("\nError: 1 line of 3 could not be answered; see the errors there.\n"))
    #expect(try folder.names(in: "out").count == 2)
  }

  @Test func `pictures depend on neither jobs nor threads, and equal those of a single run`() throws {
    let lines = (1...3).map { BatchFixture.request($0, edges: small, #","seed":\#($0)"#) }
    let input = Array(lines.joined(separator: "\n").utf8)
    for (output, count) in [("one", "1"), ("two", "2")] {
      let result = try CommandProcess(
        "batch", "-", "-q", "--output-dir", output, "--jobs", count, "--threads", count, input: input, in: folder)
      #expect(result.status == 0)
      #expect(result.errors == "")
    }
    let pictures = try fixture.pictures(in: "one")
    #expect(try fixture.pictures(in: "two") == pictures)
    let run = try CommandProcess(
      "run", "-", "-q", "--output-dir", "run", input: Array(lines[0].utf8), in: folder)
    #expect(run.status == 0)
    let alone = try #require(try fixture.pictures(in: "run").values.first)
    #expect(pictures.values.contains(alone))
  }

  @Test func `whoever writes a line and waits gets its answer`() throws {
    let process = try CommandProcess.started(
      ["batch", "-", "-q", "--output-dir", "out", "--jobs", "2"], in: folder, .init(input: .pipe, output: .pipe))
    for number in 1...2 {
      try process.write(Array((BatchFixture.request(number, edges: small) + "\n").utf8))
      let answer = String(decoding: try process.read(1), as: UTF8.self)
      #expect(answer.hasPrefix(#"{"line":\#(number),"data":[{"#))
      #expect(answer.hasSuffix("\n"))
    }
    #expect(try process.finish().end == .exit(0))
  }
}
