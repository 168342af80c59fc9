import TaskSchema
import Testing

@testable import OutpaintServer

/// Calls over loopback.
@Suite(.timeLimit(.minutes(5))) struct CallbackTests {
  @Test func `a webhook gets every result as a flat item, again where it did not take it`() async throws {
    let other = try OtherServer(HTTPResponse(500), HTTPResponse(204))
    let server = try TestServer { $0.callbacks = try AllowedAddresses([other.address]) }
    let answer = try await server.post(
      "[\(inference(1, #""webhookURL":"\#(other.address)/hook?a=b","numberResults":2"#))]")
    #expect(answer.status == 200)
    let requests = try await other.requests(3)
    #expect(requests.map(\.method) == ["POST", "POST", "POST"])
    #expect(requests.map(\.path) == ["/hook", "/hook", "/hook"])
    let bodies = requests.map { String(decoding: $0.body, as: UTF8.self) }
    #expect(Set(bodies) == Set(answer.data.map { JSONValue.object($0).encoded() }))
  }

  @Test func `an upload endpoint gets the bytes`() async throws {
    let other = try OtherServer(HTTPResponse(200))
    let server = try TestServer { $0.callbacks = try AllowedAddresses([other.address]) }
    let more = #""uploadEndpoint":"\#(other.address)/put","outputFormat":"PNG""#
    let answer = try await server.post("[\(inference(1, more))]")
    let request = try await other.requests(1)[0]
    #expect(request.method == "PUT")
    #expect(request.headers["Content-Type"] == "image/png")
    #expect(try await server.get("/image/\(answer.data[0].text("imageUUID") ?? "")").body == request.body)
  }

  @Test func `a failure is told as errors`() async throws {
    let other = try OtherServer(HTTPResponse(200))
    let server = try TestServer(FakeEngine.failing) { $0.callbacks = try AllowedAddresses([other.address]) }
    _ = try await server.post("[\(inference(1, #""webhookURL":"\#(other.address)/""#))]")
    let body = String(decoding: try await other.requests(1)[0].body, as: UTF8.self)
    #expect(body.hasPrefix(#"{"errors":[{"code":"inferenceError""#))
  }

  @Test func `nobody is called whom the operator did not allow, and the task succeeds`() async throws {
    let other = try OtherServer(HTTPResponse(200))
    let allowed = try OtherServer(HTTPResponse(200))
    let server = try TestServer { $0.callbacks = try AllowedAddresses([allowed.address]) }
    let calls = #""webhookURL":"\#(other.address)/","uploadEndpoint":"\#(allowed.address)/""#
    #expect(try await server.post("[\(inference(1, calls))]").status == 200)
    _ = try await allowed.requests(1)
    #expect(other.requests.isEmpty)
  }

  @Test func `a picture is fetched from where that is allowed`() async throws {
    let file = try #require(Base64.decode(try picture().dropFirst("data:image/png;base64,".count)))
    let other = try OtherServer(
      HTTPResponse(200, body: file), HTTPResponse(302, headers: ["Location": "http://127.0.0.1:1/"]), HTTPResponse(404),
      HTTPResponse(200, body: [UInt8](repeating: 0, count: 100_001)))
    let server = try TestServer {
      $0.downloads = try AllowedAddresses([other.address])
      $0.wire.messageBytes = 100_000
    }
    let image = other.address + "/a.png"
    #expect(try await server.post("[\(inference(1, image: image))]").status == 200)
    for number in 2...4 {
      let answer = try await server.post("[\(inference(number, image: image))]")
      #expect(answer.status == 400)
      #expect(answer.problems == ["downloadFailed inputs.image"])
    }
    #expect(try await TestServer().post("[\(inference(1, image: image))]").problems == ["downloadFailed inputs.image"])
    #expect(other.requests.count == 4)
  }
}
