import Foundation
import Raster
import TestSupport
import Testing

@testable import outpaint

@Suite(.waitsForProcesses) struct RegressTests {
  private let fixture: ComparisonFixture
  private var folder: TemporaryFolder { fixture.folder }

  init() throws {
    fixture = try ComparisonFixture()
    try fixture.write(fixture.truth, "a.png")
    try fixture.write(fixture.stepped(by: 4), "b.png")
    try folder.write(
      """
      {"name":"first","request":"request.json","hosted":"a.png","truth":"truth.png","tags":["day"]}

      {"name":"second","request":\(ComparisonFixture.request),"hosted":"b.png","tags":["night"]}

      """.utf8, to: "suite.jsonl")
  }

  private func regress(_ arguments: String...) throws -> CommandProcess {
    try CommandProcess(arguments: ["regress", "suite.jsonl"] + arguments, in: folder)
  }

  /// Without the last line, which has the time.
  private func findings(_ result: CommandProcess) -> [Substring] {
    Array(result.text.split(separator: "\n").dropLast())
  }

  @Test func `a recorded state is kept until a picture becomes worse`() throws {
    let recording = try regress("--record", "baseline.json")
    #expect(recording.errors == "")
    #expect(recording.status == 0)
    #expect(recording.text.contains("\n2 cases, 2 recorded, 0 could not be, "))
    let baseline = try Baseline(reading: folder.path("baseline.json"))
    #expect(baseline.cases.keys.sorted() == ["first", "second"])
    #expect(baseline.cases["first"]?.reference?["seam.step"] != nil)
    #expect(baseline.cases["first"]?.measures["truth.psnr"] == 100)

    // The step of 4 levels is beyond its limit, but known; beside the reference it is too much all the same.
    try folder.write(#"{"margins":{"seam.step":null,"seam.gradient":null,"seam.color":null}}"#.utf8, to: "t.json")
    let same = try regress("--baseline", "baseline.json", "--thresholds", "t.json")
    #expect(same.status == 0)
    #expect(findings(same).contains { $0.hasPrefix("  known: The seam shows: seam.step is 3.") })

    try fixture.write(fixture.stepped(by: 8), "b.png")
    let worse = try regress("--baseline", "baseline.json", "--thresholds", "t.json", "--report", "out")
    #expect(worse.status == 1)
    #expect(worse.text.hasPrefix("second: FAILED, "))
    #expect(worse.text.contains("recorded was 3."))
    let page = String(decoding: try folder.bytes(of: "out/index.html"), as: UTF8.self)
    #expect(page.contains("<a href=\"#case-1\">second</a>"))
    #expect(!page.contains("id=\"case-2\""))
  }

  @Test func `a case that cannot be assessed does not keep the others from it`() throws {
    try folder.write(
      """
      {"name":"gone","request":"request.json","hosted":"no.png"}
      {"name":"good","request":"request.json","hosted":"a.png"}
      not JSON
      {"name":"good","request":"request.json","hosted":"a.png"}
      {"name":"small","request":"request.json","hosted":"a.png","truth":"source.png"}
      {"name":"odd","request":"request.json","hostd":"a.png"}
      {"name":"wrong","request":{"taskType":"imageInference"},"hosted":"a.png"}

      """.utf8, to: "suite.jsonl")
    let result = try regress("--no-reference")
    #expect(result.status == 1)
    #expect(result.errors == "")
    let lines = findings(result)
    #expect(lines.count == 6)
    for beginning in [
      "gone: NOT ASSESSED. The picture is missing. There is no file ",
      "line 3: NOT ASSESSED. Line 3: This is not valid JSON; ",
      #"good: NOT ASSESSED. Line 4: The name "good" is that of line 2 already."#,
      "small: NOT ASSESSED. The truth ", #"line 6: NOT ASSESSED. Line 6: "hostd" is unknown; there are "#,
      "wrong: NOT ASSESSED. The request is wrong: ",
    ] {
      #expect(lines.contains { $0.hasPrefix(beginning) }, "\(beginning)")
    }
    #expect(result.text.contains("\n7 cases, 6 failed, "))
  }

  @Test func `tags choose cases, and a tag that none has is an error`() throws {
    let day = try regress("--tag", "day", "--no-reference")
    #expect(day.status == 0)
    #expect(day.text.hasPrefix("1 case, 0 failed, "))
    let none = try regress("--tag", "dusk")
    #expect(none.status == 65)
    #expect(none.errors == "Error: No case of suite.jsonl has the tag dusk.\n")
  }

  @Test func `a file that is no baseline is refused`() throws {
    try folder.write("{}".utf8, to: "baseline.json")
    let result = try regress("--baseline", "baseline.json")
    #expect(result.status == 65)
    #expect(result.errors == "Error: baseline.json is no baseline of `outpaint regress --record`.\n")
  }
}
