import Assessment
import Foundation
import ImageCodec
import Raster
import TestSupport
import Testing

@testable import outpaint

@Suite(.waitsForProcesses) struct CompareTests {
  private let fixture: ComparisonFixture
  private var folder: TemporaryFolder { fixture.folder }

  init() throws { fixture = try ComparisonFixture() }

  @Test func `a good picture passes, beside its reference`() throws {
    let result = try CommandProcess("compare", "request.json", "truth.png", "--truth", "truth.png", in: folder)
    #expect(result.errors == "")
    #expect(result.status == 0)
    #expect(result.text.hasPrefix("truth.png: 128×96 pixels\nmeasure "))
    #expect(result.text.hasSuffix("truth.png: passed\n\n"))
    let psnr = try #require(result.text.split(separator: "\n").first { $0.hasPrefix("kept.psnr ") })
    #expect(psnr.split(separator: " ").prefix(6) == ["kept.psnr", "100.00", "dB", "100.00", "dB", "about"])
  }

  @Test func `a bad picture fails for its reason, in every report`() throws {
    try fixture.write(fixture.stepped(by: 9), "bad.png")
    let result = try CommandProcess(
      "compare", "request.json", "bad.png", "truth.png", "--report", "out", "--quiet", in: folder)
    #expect(result.status == 1)
    #expect(result.text.hasPrefix("bad.png: FAILED, "))
    #expect(result.text.contains("  The seam shows: seam.step is "))
    #expect(!result.text.contains("truth.png"))
    #expect(try folder.names(in: "out") == ["index.html", "junit.xml", "report.json"])

    let report = try JSONDecoder().decode(JSONReport.self, from: Data(folder.bytes(of: "out/report.json")))
    #expect(report.cases.map(\.verdict) == [.failed, .passed])
    #expect(report.cases[0].findings.contains { $0.measure == "seam.step" && $0.standard == "limit" })
    #expect(report.cases[0].size == [128, 96])
    let step = try #require(report.cases[0].measures.first { $0.id == "seam.step" })
    #expect(step.comparison == "worse")
    #expect(step.sides?.keys.sorted() == ["left", "right"])

    let junit = String(decoding: try folder.bytes(of: "out/junit.xml"), as: UTF8.self)
    #expect(junit.contains(#"<testsuites tests="2" failures="1" errors="0">"#))
    #expect(junit.contains(#"name="truth.png"/>"#))
    let page = String(decoding: try folder.bytes(of: "out/index.html"), as: UTF8.self)
    #expect(page.contains("data:image/png;base64,"))
    #expect(!page.contains("http"))
  }

  @Test func `a picture that cannot be read is a failure of its own`() throws {
    try folder.write("hello".utf8, to: "text.jpg")
    let result = try CommandProcess(
      "compare", "request.json", "text.jpg", "no.jpg", "truth.png", "--no-reference", "-q", in: folder)
    #expect(result.status == 1)
    #expect(result.errors == "")
    #expect(result.text.contains("text.jpg: NOT ASSESSED. The picture text.jpg cannot be read: "))
    #expect(result.text.contains("no.jpg: NOT ASSESSED. The picture is missing. There is no file no.jpg."))
    #expect(!result.text.contains("truth.png"))
  }

  @Test func `what a JPEG loses by itself is not held against it`() throws {
    try fixture.write(fixture.truth, "a.jpg", quality: 60)
    let result = try CommandProcess("compare", "request.json", "a.jpg", "--no-reference", in: folder)
    let line = try #require(result.text.split(separator: "\n").first { $0.hasPrefix("kept.repainting ") })
    let loss = try #require(line.split(separator: " ").dropFirst().first.flatMap { Double($0) })
    #expect(loss < 1.5)
  }

  @Test(arguments: [20, 50, 85, 90, 99]) func `the quality of a JPEG is read from it`(quality: Int) throws {
    let file = try fixture.truth.encoded(as: .jpeg(quality: quality))
    #expect(JPEGQuality(of: file)?.value == quality)
    #expect(JPEGQuality(of: Array(file.prefix(30))) == nil)
  }

  @Test func `thresholds come from a file, and what is wrong with one is said`() throws {
    try fixture.write(fixture.stepped(by: 9), "bad.png")
    try folder.write(
      #"{"limits":{"seam.step":{"max":12},"seam.gradient":null,"seam.color":null},"margins":{"seam.step":20}}"#.utf8,
      to: "mild.json")
    let mild = try CommandProcess(
      "compare", "request.json", "bad.png", "--no-reference", "--thresholds", "mild.json", "-q", in: folder)
    #expect(mild.text == "")
    #expect(mild.status == 0)
    for (content, reason) in [
      ("[]", "This is not a JSON object"),
      (#"{"limit":{}}"#, #""limit" is no section; there are limits, margins and tolerances"#),
      (#"{"margins":{"seam.stepp":1}}"#, #"there is no measure "seam.stepp""#),
      (#"{"margins":{"seam.step":"1"}}"#, #"margins, "seam.step": a number is needed"#),
      (#"{"limits":{"seam.step":3}}"#, #"limits, "seam.step": an object with min, max or both is needed, or null"#),
    ] {
      try folder.write(content.utf8, to: "wrong.json")
      let failure = #expect(throws: CommandFailure.self) { try ThresholdsFile(reading: folder.path("wrong.json")) }
      #expect(failure?.message.contains("wrong.json: \(reason); Examples/thresholds.json") == true)
    }
  }

  @Test func `the example of thresholds holds all that are standard`() throws {
    let file = TestImages.folder.deletingLastPathComponent().appending(path: "Examples/thresholds.json")
    let path = file.path(percentEncoded: false)
    #expect(try ThresholdsFile(reading: path).thresholds == .standard)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    for section in ["limits", "margins", "tolerances"] { #expect(text.contains("\"\(section)\": {")) }
    let standard = Thresholds.standard
    let names = Array(standard.limits.keys) + Array(standard.margins.keys) + Array(standard.tolerances.keys)
    for name in names { #expect(text.contains("\"\(name)\": "), "\(name)") }
  }

  @Test func `a request of several tasks needs a picture for each`() throws {
    let task = ComparisonFixture.request
    try folder.write("[\(task),\(task.replacing("afed6468", with: "bfed6468"))]".utf8, to: "two.json")
    let result = try CommandProcess("compare", "two.json", "truth.png", in: folder)
    #expect(result.status == 65)
    #expect(
      result.errors == "Error: two.json holds 2 tasks, but 1 picture was given; give one task, or as many pictures as "
        + "tasks.\n")
  }

  @Test func `markup is told from text`() {
    #expect("a<b> & \"c\" 'd'\u{0}".inMarkup == "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; ")
  }
}
