import TaskSchema
import Testing

@testable import OutpaintServer

@Suite(.timeLimit(.minutes(5))) struct ImageLinkTests {
  private func link(_ server: TestServer) async throws -> String {
    let answer = try await server.post("[\(inference(1, #""outputFormat":"WEBP""#))]")
    return "/image/\(try #require(answer.data[0].text("imageUUID"))).webp"
  }

  @Test func `a link works as a browser expects, without a key`() async throws {
    let server = try TestServer { $0.apiKey = "secret" }
    let answer = try await server.post(
      "[\(inference(1, #""outputFormat":"WEBP""#))]", headers: ["Authorization": "Bearer secret"])
    let path = "/image/\(try #require(answer.data[0].text("imageUUID"))).webp"
    let whole = try await server.get(path)
    #expect(whole.status == 200)
    #expect(whole.headers["Content-Type"] == "image/webp")
    let head = try await server.get(path, method: "HEAD")
    #expect(head.status == 200)
    #expect(try await server.get(path, method: "HEAD", headers: ["Range": "bytes=4-7"]).status == 200)
    let tag = try #require(whole.headers["ETag"])
    #expect(try await server.get(path, headers: ["If-None-Match": tag]).status == 304)
    #expect(try await server.get(path, headers: ["If-None-Match": "\"other\""]).status == 200)
    let part = try await server.get(path, headers: ["Range": "bytes=4-7"])
    #expect(part.status == 206)
    #expect(part.body == Array(whole.body[4...7]))
    #expect(part.headers["Content-Range"] == "bytes 4-7/\(whole.body.count)")
    #expect(try await server.get(path, headers: ["Range": "bytes=4-7", "If-Range": "\"x\""]).status == 200)
    #expect(try await server.get(path, headers: ["Range": "bytes=\(whole.body.count)-"]).status == 416)
    #expect(
      try await server.get(path.uppercased().replacing("/IMAGE/", with: "/image/").replacing(".WEBP", with: ""))
        .status == 200)
  }

  @Test(arguments: [
    "/image/", "/image/x.png", "/image/\(uuid(1)).png", "/image/\(uuid(1)).exe", "/image/\(uuid(1))/x",
    "/results/\(uuid(1)).png", "/tasks", "/lock", "/v2",
  ]) func `nothing else is to be had`(path: String) async throws {
    let server = try TestServer()
    _ = try await link(server)
    #expect(try await server.get(path).status == 404)
  }
}
