import Foundation
import Raster
import TaskExecution
import TestSupport
import Testing

@testable import outpaint

@Suite struct BatchTests {
  private let fixture: BatchFixture
  private var folder: TemporaryFolder { fixture.folder }

  init() throws {
    fixture = try BatchFixture()
  }

  @Test(arguments: [1, 2, 5]) func `every line is answered in order, a bad one costs itself alone`(jobs: Int) throws {
    try fixture.write(BatchFixture.forty)
    let tally = try fixture.run("--jobs", "\(jobs)")
    #expect((tally.lines, tally.made, tally.found, tally.failedLines) == (40, 37, 0, 3))
    #expect(tally.newPixels == 37 * (72 * 74 - 32 * 24))
    #expect(tally.status == .badInput)
    let answers = try fixture.answers()
    #expect(answers.map(\.line) == Array(1...40))
    #expect(answers.filter { $0.errors != nil }.map(\.line) == [7, 20, 40])
    #expect(
      answers.compactMap { $0.errors?.first?.code } == ["invalidRequest", "invalidParameter", "invalidParameter"])
    for answer in answers where answer.errors == nil {
      let item = try #require(answer.data?.first)
      #expect(item.taskUUID == BatchFixture.uuid(answer.line))
      #expect(item.imageURL == folder.url.appending(path: "out/\(item.imageUUID).png").absoluteString)
    }
    #expect(try folder.names(in: "out").count == 37)
  }

  @Test func `without an order all answers come as well`() throws {
    try fixture.write(BatchFixture.forty)
    try fixture.run("--jobs", "3", "--unordered")
    #expect(try fixture.answers().map(\.line).sorted() == Array(1...40))
  }

  @Test func `a second run makes nothing, and writes the same`() throws {
    try fixture.write(BatchFixture.forty)
    try fixture.run()
    let (results, pictures) = (try fixture.results(), try fixture.pictures())
    let tally = try fixture.run("--jobs", "4", engine: .none)
    #expect((tally.made, tally.found, tally.failedLines) == (0, 37, 3))
    #expect(try fixture.results() == results)
    #expect(try fixture.pictures() == pictures)
  }

  @Test func `what a killed run left is completed`() throws {
    try fixture.write(BatchFixture.forty)
    try fixture.run()
    let (results, pictures) = (try fixture.results(), try fixture.pictures())
    // The last line was torn, two pictures are missing, and one was being written.
    let text = results.prefix(30).joined(separator: "\n") + "\n" + results[30].prefix(25)
    try folder.write(text.utf8, to: "results.jsonl")
    let names = pictures.keys.sorted()
    for name in names.prefix(2) { try FileManager.default.removeItem(atPath: folder.path("out/\(name)")) }
    try FileManager.default.createDirectory(atPath: folder.path("out/.partial"), withIntermediateDirectories: false)
    try folder.write([1, 2], to: "out/.partial/\(names[0]).77")
    let tally = try fixture.run("--jobs", "2")
    #expect((tally.made, tally.found) == (2, 35))
    #expect(try fixture.results() == results)
    #expect(try fixture.pictures() == pictures)
  }

  @Test func `results of other requests are replaced, and longer ones cut off`() throws {
    try fixture.write(BatchFixture.forty)
    try fixture.run()
    try fixture.write([BatchFixture.forty[0], BatchFixture.request(77)])
    #expect(try fixture.run().made == 1)
    #expect(try fixture.answers().map { $0.data?.first?.taskUUID } == [BatchFixture.uuid(1), BatchFixture.uuid(77)])
    try fixture.write([BatchFixture.forty[0]])
    try fixture.run()
    #expect(try fixture.answers().map(\.line) == [1])
  }

  @Test func `shards divide the lines`() throws {
    try fixture.write(BatchFixture.forty)
    try fixture.run()
    let (whole, pictures) = (try fixture.results(), try fixture.pictures())
    try FileManager.default.removeItem(atPath: folder.path("out"))
    var lines: [String] = []
    for shard in ["1/3", "2/3", "3/3"] {
      try fixture.run("--shard", shard)
      lines += try fixture.results()
    }
    #expect(Set(lines) == Set(whole) && lines.count == 40)
    #expect(try fixture.pictures() == pictures)
  }

  @Test func `empty lines get no answer, but count`() throws {
    try fixture.write(["", BatchFixture.request(1) + "\r", "  ", BatchFixture.request(2)])
    try fixture.run()
    #expect(try fixture.answers().map(\.line) == [2, 4])
  }

  @Test func `an identifier follows from all that decides about the picture`() throws {
    try fixture.write([
      BatchFixture.request(1),
      BatchFixture.request(1, edges: #"{ "bottom": 50, "left": 40 }"#, #","outputType":"dataURI""#),
      BatchFixture.request(1, edges: #"{"left":41,"bottom":50}"#),
      BatchFixture.request(1, #","seed":5"#),
      BatchFixture.request(1, #","settings":{"mode":"fast"}"#),
      BatchFixture.request(2),
    ])
    #expect(try fixture.run().made == 5)
    let uuids = try fixture.answers().map { $0.data?.first?.imageUUID }
    #expect(uuids[0] == uuids[1])
    #expect(Set(uuids).count == 5)
  }

  @Test func `a seed that is not given follows from the task alone, in any case of letters`() throws {
    let task = "afed6468-1eca-46ef-a677-06aae34e47a4"
    let lines = [
      BatchFixture.request(1), BatchFixture.request(1, edges: #"{"left":41,"bottom":50}"#, #","numberResults":2"#),
    ]
    try fixture.write([
      lines[0].replacing(BatchFixture.uuid(1), with: task),
      lines[1].replacing(BatchFixture.uuid(1), with: task.uppercased()),
    ])
    try fixture.run()
    let seeds = try fixture.answers().map { $0.data?.map(\.seed) }
    #expect(seeds == [[1_297_837_080], [1_297_837_080, 1_297_837_081]])
  }

  @Test func `an answer with bytes and prices is the same for a picture that was found`() throws {
    try fixture.write([
      BatchFixture.request(1, #","outputType":"base64Data","includeCost":true,"numberResults":2"#),
      BatchFixture.request(2, #","outputType":"dataURI""#),
    ])
    #expect(try fixture.run().made == 3)
    let results = try fixture.results()
    let item = try #require(try fixture.answers().first?.data?.last)
    let bytes = try #require(item.imageBase64Data.flatMap { Data(base64Encoded: $0) })
    #expect(try folder.bytes(of: "out/\(item.imageUUID).png") == [UInt8](bytes))
    #expect(item.cost == 0.1)
    try FileManager.default.removeItem(atPath: folder.path("results.jsonl"))
    #expect(try fixture.run(engine: .none).found == 3)
    #expect(try fixture.results() == results)
  }

  @Test func `a picture that does not fit into memory is an error of its line`() throws {
    try fixture.write([BatchFixture.request(1, edges: #"{"left":2000,"top":2000}"#), BatchFixture.request(2)])
    let tally = try fixture.run("--memory", "64M")
    #expect((tally.made, tally.failedLines) == (1, 1))
    #expect(try fixture.answers().first?.errors?.first?.message.contains("allow more with --memory") == true)
  }

  @Test func `a failing engine costs its lines, a folder that is gone the run`() throws {
    try fixture.write([BatchFixture.request(1), BatchFixture.request(2)])
    let tally = try fixture.run(engine: Engine { _, _, _, _ in throw TestFailure() })
    #expect((tally.failedLines, tally.status) == (2, .engineFailed))
    let output = folder.path("out")
    let failure = #expect(throws: CommandFailure.self) {
      try fixture.run(
        engine: Engine { image, edges, settings, report in
          try FileManager.default.removeItem(atPath: output)
          try Data().write(to: URL(filePath: output))
          return try Engine.painter.expand(image, edges, settings, report)
        })
    }
    #expect(failure?.status == .cannotCreate)
  }
}

extension Engine {
  /// Works on nothing.
  static let none = Engine { _, _, _, _ in throw TestFailure() }
}
