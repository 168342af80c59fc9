import Foundation
import ImageCodec
import Raster
import TaskExecution
import TestSupport
import Testing

@testable import outpaint

@Suite struct TaskRunnerTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writePicture("a.png")
  }

  /// Answers a request with an engine that paints what is new in one colour.
  private func run(_ request: String, assets: Bool = true, change: (inout TaskRunner.Options) -> Void = { _ in })
    throws -> (answer: Answer, status: outpaint.ExitStatus?)
  {
    var options = TaskRunner.Options(assets: assets ? folder.path : nil, outputDir: folder.path("out"))
    change(&options)
    let report = try TaskRunner(options, engine: .painter).run(Array(request.utf8))
    return (try JSONDecoder().decode(Answer.self, from: Data(report.text.utf8)), report.status)
  }

  private func task(
    _ image: String, _ more: String = "", uuid: String = "afed6468-1eca-46ef-a677-06aae34e47a4",
    edges: String = #"{"left":40,"bottom":50}"#
  ) -> String {
    #"{"taskType":"imageInference","taskUUID":"\#(uuid)","model":"bfl:flux@outpainting","inputs":{"image":"\#(image)"},"#
      + #""outpaint":\#(edges)\#(more)}"#
  }

  private func errors(_ answer: Answer) -> [String] {
    (answer.errors ?? []).map { "\($0.code) \($0.parameter ?? "-")" }
  }

  @Test func `a picture of a URL is taken from the assets, and the result is a file of its identifier`() throws {
    let (answer, status) = try run("[" + task("https://example.com/x/a.png?size=1#top") + "]")
    #expect(status == nil)
    #expect(answer.errors == nil)
    let item = try #require(answer.data?.first)
    #expect(item.taskType == "imageInference")
    #expect(item.taskUUID == "afed6468-1eca-46ef-a677-06aae34e47a4")
    #expect(item.imageURL == folder.url.appending(path: "out/\(item.imageUUID).jpg").absoluteString)
    #expect(item.cost == nil)
    #expect((1...2_147_483_647).contains(item.seed))
    #expect(try folder.picture("out/\(item.imageUUID).jpg").size == Size(width: 72, height: 74))
  }

  @Test func `the kept pixels are the source's, in the place that the edges say`() throws {
    let item = try #require(try run(task("a.png", #","outputFormat":"PNG""#)).answer.data?.first)
    let result = try folder.picture("out/\(item.imageUUID).png")
    try expectPicture(
      result.cropped(to: Rect(x: 40, y: 0, width: 32, height: 24)), equals: folder.picture("a.png"))
    #expect(result[x: 0, y: 0] == Engine.paint)
  }

  @Test func `every result has its own seed, identifier and file`() throws {
    let (answer, _) = try run(task("a.png", #","numberResults":3,"seed":5,"includeCost":true"#))
    #expect(answer.data?.map(\.seed) == [5, 6, 7])
    #expect(answer.data?.map(\.cost) == [0.1, 0.1, 0.1])
    #expect(try folder.names(in: "out").count == 3)
  }

  @Test(arguments: [("JPG", "jpg", "image/jpeg"), ("PNG", "png", "image/png"), ("WEBP", "webp", "image/webp")])
  func `the answer holds the bytes of the file`(format: String, end: String, mediaType: String) throws {
    let uri = try #require(
      try run(task("a.png", #","outputType":"dataURI","outputFormat":"\#(format)""#)).answer.data?.first)
    let bytes = try folder.bytes(of: "out/\(uri.imageUUID).\(end)")
    #expect(ImageFormat(signature: bytes)?.mediaType == mediaType)
    #expect(uri.imageDataURI == "data:\(mediaType);base64,\(Data(bytes).base64EncodedString())")
    #expect(uri.imageURL == nil)
    let plain = try #require(
      try run(task("a.png", #","outputType":"base64Data","outputFormat":"\#(format)","seed":\#(uri.seed)"#))
        .answer.data?.first)
    #expect(plain.imageBase64Data == Data(bytes).base64EncodedString())
  }

  @Test func `a source may come as data URI, as base64, by path, or by the identifier of an earlier result`() throws {
    let base64 = Data(try folder.bytes(of: "a.png")).base64EncodedString()
    for image in [base64, "data:image/jpeg;base64,\(base64)", folder.path("a.png"), "a.png", "./a.png"] {
      #expect(try run(task(image)).status == nil)
    }
    let first = try #require(try run(task("a.png")).answer.data?.first)
    let second = try #require(
      try run(task(first.imageUUID, #","outputFormat":"PNG""#), assets: false).answer.data?.first)
    #expect(try folder.picture("out/\(second.imageUUID).png").size == Size(width: 112, height: 124))
  }

  @Test(arguments: [
    ("https://example.com/no.png", "downloadFailed inputs.image"),
    ("https://example.com/", "downloadFailed inputs.image"),
    ("https://example.com/%2e%2e%2fa.png", "downloadFailed inputs.image"),
    ("https://example.com/..", "downloadFailed inputs.image"),
    ("no.png", "invalidParameter inputs.image"),
    ("file:///a.png", "invalidParameter inputs.image"),
    ("137dc6cd-360e-478c-b437-2221099386ce", "invalidParameter inputs.image"),
    ("data:image/png;base64,aGVsbG8=", "invalidParameter inputs.image"),
  ]) func `a source that is not there is an error on its parameter`(image: String, error: String) throws {
    let (answer, status) = try run(task(image))
    #expect(errors(answer) == [error])
    #expect(answer.errors?.first?.taskUUID == "afed6468-1eca-46ef-a677-06aae34e47a4")
    #expect(answer.data == nil)
    #expect(status == .badInput)
  }

  @Test func `without assets a URL is not downloaded, and the message says what helps`() throws {
    let (answer, _) = try run(task("https://example.com/a.png"), assets: false)
    #expect(
      answer.errors?.map(\.message) == [
        "`inputs.image`: https://example.com/a.png is not downloaded; put the picture in a folder and name that with "
          + "--assets."
      ])
  }

  @Test func `2048 pixels a side are the limit unless told otherwise`() throws {
    let request = task("a.png", edges: #"{"left":2017,"top":40}"#)
    let refused = try run(request)
    #expect(errors(refused.answer) == ["invalidParameter outpaint"])
    #expect(refused.status == .badInput)
    #expect(try run(request, change: { $0.maximumSide = 2049 }).status == nil)
    #expect(try run(request, change: { $0.maximumSide = nil }).status == nil)
    let cropped = try run(
      task("a.png", #","settings":{"autoCrop":true},"outputFormat":"PNG""#, edges: #"{"left":2017,"top":40}"#))
    let item = try #require(cropped.answer.data?.first)
    #expect(try folder.picture("out/\(item.imageUUID).png").size == Size(width: 2048, height: 64))
  }

  @Test func `a source that is too long is cut to its centre`() throws {
    let wide = try folder.writePicture("wide.png", width: 130, height: 20)
    let (answer, _) = try run(
      task("wide.png", #","settings":{"autoCrop":true},"outputFormat":"PNG""#, edges: #"{"left":9,"top":80}"#),
      change: { $0.maximumSide = 100 })
    let item = try #require(answer.data?.first)
    let result = try folder.picture("out/\(item.imageUUID).png")
    #expect(result.size == Size(width: 100, height: 100))
    expectPicture(
      result.cropped(to: Rect(x: 0, y: 80, width: 100, height: 20)),
      equals: wide.cropped(to: Rect(x: 15, y: 0, width: 100, height: 20)))
  }

  @Test func `one bad task does not spoil the others`() throws {
    let (answer, status) = try run(
      "[7, \(task("a.png")), \(task("a.png", edges: #"{"left":-1,"top":0.5}"#)), \(task("a.png"))]")
    #expect(answer.data?.count == 1)
    #expect(
      errors(answer) == [
        "invalidRequest -", "invalidParameter outpaint.left", "invalidParameter outpaint.top",
        "conflictTaskUUID taskUUID",
      ])
    #expect(status == .badInput)
  }

  @Test func `unknown parameters are refused on demand`() throws {
    let request = task("a.png", #","noSuchThing":1"#)
    #expect(try run(request).status == nil)
    #expect(errors(try run(request, change: { $0.isStrict = true }).answer) == ["unknownParameter noSuchThing"])
  }

  @Test func `what is not a request is an error without a task`() throws {
    let (answer, status) = try run("{")
    #expect(errors(answer) == ["invalidRequest -"])
    #expect(answer.errors?.first?.taskUUID == nil)
    #expect(status == .badInput)
  }

  @Test func `a refusal of the engine is the request's fault, any other failure is not`() throws {
    let options = TaskRunner.Options(assets: folder.path, outputDir: folder.path("out"))
    let refusing = Engine { _, _, _, _ in throw Engine.Refusal(message: "Too large.") }
    let refused = try TaskRunner(options, engine: refusing).run(Array(task("a.png").utf8))
    #expect(refused.status == .badInput)
    #expect(refused.text.contains(#""message": "Too large.","#))
    let failing = Engine { _, _, _, _ in throw TestFailure() }
    let failed = try TaskRunner(options, engine: failing).run(Array(task("a.png").utf8))
    #expect(failed.status == .engineFailed)
    #expect(failed.text.contains(#""code": "inferenceError""#))
  }

  @Test func `a result that cannot be stored is our failure`() throws {
    let options = TaskRunner.Options(assets: folder.path, outputDir: folder.path("out"))
    let runner = try TaskRunner(options, engine: .painter)
    try FileManager.default.removeItem(atPath: folder.path("out"))
    let report = runner.run(Array(task("a.png").utf8))
    #expect(report.status == .cannotCreate)
    #expect(report.text.contains(#""code": "internalServerError""#))
  }

  @Test func `missing folders are noticed at once`() throws {
    let failure = #expect(throws: CommandFailure.self) {
      try TaskRunner(TaskRunner.Options(assets: folder.path("no"), outputDir: folder.path("out")))
    }
    #expect(failure?.status == .noInput)
    let unmakeable = #expect(throws: CommandFailure.self) {
      try TaskRunner(TaskRunner.Options(outputDir: folder.path("a.png/out")))
    }
    #expect(unmakeable?.status == .cannotCreate)
  }

  @Test func `settings reach the engine`() throws {
    let options = TaskRunner.Options(assets: folder.path, outputDir: folder.path("out"), threads: 3)
    let checking = Engine { image, edges, settings, report in
      if settings != Engine.Settings(seed: 9, isFast: true, threads: 3) { throw TestFailure() }
      return try Engine.painter.expand(image, edges, settings, report)
    }
    let request = task("a.png", #","seed":9,"settings":{"mode":"fast"}"#)
    #expect(try TaskRunner(options, engine: checking).run(Array(request.utf8)).status == nil)
  }
}

struct TestFailure: Error {}

/// What a test reads of an answer.
struct Answer: Decodable {
  struct Item: Decodable {
    var taskType: String
    var taskUUID: String
    var imageUUID: String
    var imageURL: String?
    var imageBase64Data: String?
    var imageDataURI: String?
    var seed: Int
    var cost: Double?
  }

  struct Failure: Decodable {
    var code: String
    var message: String
    var parameter: String?
    var taskUUID: String?
  }

  var data: [Item]?
  var errors: [Failure]?
}

extension Engine {
  static let paint = Pixel(red: 10, green: 20, blue: 30)

  /// Fills what is new with one colour.
  static let painter = Engine { image, edges, _, report in
    var result = Image(size: edges.canvasSize(for: image.size), fill: paint)
    result.paste(image, x: edges.left, y: edges.top)
    report(Engine.Step(fractionCompleted: 1))
    return result
  }
}

extension TemporaryFolder {
  func names(in subfolder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(subfolder)).sorted()
  }
}
