import ImageCodec
import Raster
import TaskSchema
import TestSupport
import Testing

@testable import OutpaintServer

@Suite(.timeLimit(.minutes(5))) struct BFLFaceTests {
  private func submit(_ server: TestServer, _ body: String, key: String? = "k") async throws -> Answer {
    var headers = HTTPHeaders()
    headers["x-key"] = key
    return try await server.post(body, path: BFLRequest.path, headers: headers)
  }

  private func result(_ server: TestServer, _ submitted: Answer) async throws -> Answer {
    let polling = try #require(submitted.json.text("polling_url"))
    #expect(polling.hasPrefix("http://127.0.0.1:8080/v1/get_result?id="))
    while true {
      let answer = try Answer(await server.get(String(polling.dropFirst("http://127.0.0.1:8080".count))))
      if answer.json.text("status") != "Pending" { return answer }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  @Test(arguments: [
    ("", "image/png"), (#","output_format":"jpeg""#, "image/jpeg"), (#","output_format":"webp""#, "image/webp"),
  ])
  func `a picture is submitted, polled for and fetched`(more: String, type: String) async throws {
    let server = try TestServer()
    let submitted = try await submit(
      server, #"{"input_image":"\#(picture(height: 48))","width":100,"height":65,"reference_offset_x":3\#(more)}"#)
    #expect(submitted.status == 200)
    #expect(submitted.json.members.map(\.name) == ["id", "polling_url", "cost", "input_mp", "output_mp"])
    let done = try await result(server, submitted)
    #expect(done.json.text("status") == "Ready")
    guard case .object(let object)? = done.json["result"], let sample = object.text("sample") else {
      throw Answer.NotAnObject()
    }
    let file = try await server.get(String(sample.dropFirst("http://127.0.0.1:8080".count)))
    #expect(file.headers["Content-Type"] == type)
    #expect(try Image(decoding: file.body).size == Size(width: 100, height: 65))
    if type != "image/png" { return }
    // 17 rows are to be shared by top and bottom: the odd one goes below.
    #expect(
      try Image(decoding: file.body).cropped(to: Rect(x: 3, y: 8, width: 64, height: 48))
        == .gradient(size: Size(width: 64, height: 48)))
  }

  @Test func `what leaves the canvas is cut where that is wanted`() async throws {
    let server = try TestServer()
    let body = #"{"input_image":"\#(try picture(height: 48))","width":64,"height":64,"reference_offset_x":-10"#
    let refused = try await submit(server, body + "}")
    #expect(refused.status == 422)
    #expect(refused.json["detail"].objects.map { $0["loc"]?.encoded() } == [#"["body","reference_offset_x"]"#])
    let submitted = try await submit(server, body + #","auto_crop":true,"mode":"fast"}"#)
    let done = try await result(server, submitted)
    guard case .object(let object)? = done.json["result"], let sample = object.text("sample") else {
      throw Answer.NotAnObject()
    }
    let file = try await server.get(String(sample.dropFirst("http://127.0.0.1:8080".count))).body
    let expected = Image.gradient(size: Size(width: 64, height: 48)).cropped(
      to: Rect(x: 10, y: 0, width: 54, height: 48))
    #expect(try Image(decoding: file).cropped(to: Rect(x: 0, y: 8, width: 54, height: 48)) == expected)
  }

  @Test func `errors have the shape of that service`() async throws {
    let server = try TestServer()
    let empty = try await submit(server, "{}")
    #expect(empty.status == 422)
    #expect(empty.json["detail"].objects.map { $0.text("type") } == ["missing", "missing", "missing"])
    let unknown = try await submit(
      server, #"{"input_image":"\#(picture(height: 48))","width":63,"height":5000,"seed":1,"mode":"slow"}"#)
    #expect(
      unknown.json["detail"].objects.map { $0["loc"]?.encoded() ?? "" }
        == [#"["body","width"]"#, #"["body","mode"]"#, #"["body","seed"]"#])
    let large = try await submit(server, #"{"input_image":"\#(picture(height: 48))","width":2049,"height":2048}"#)
    #expect(large.json["detail"].objects[0].text("msg")?.contains("4194304") == true)
    #expect(try await submit(server, "[]").status == 400)
    #expect(try await submit(server, "{").status == 400)
    #expect(try await submit(server, "{}", key: nil).status == 403)
    #expect(try Answer(await server.get("/v1/get_result")).status == 422)
    let missing = try Answer(await server.get("/v1/get_result?id=\(uuid(1))"))
    #expect(missing.status == 404)
    #expect(missing.json.text("status") == "Task not found")
  }

  @Test func `a failure is told with its reason`() async throws {
    let server = try TestServer(FakeEngine.failing)
    let done = try await result(
      server, try await submit(server, #"{"input_image":"\#(picture(height: 48))","width":64,"height":64}"#))
    #expect(done.json.text("status") == "Error")
    #expect(done.json["details"] != nil && done.json["details"] != .null)
  }
}
