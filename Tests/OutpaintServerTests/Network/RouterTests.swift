import TaskSchema
import Testing

@testable import OutpaintServer

@Suite(.timeLimit(.minutes(5))) struct RouterTests {
  @Test(arguments: ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "192.168.1.7", "LOCALHOST", "my.example.com"])
  func `names of our own are taken, and begin the links`(host: String) async throws {
    let server = try TestServer { $0.hostNames = ["my.example.com"] }
    let answer = try await server.post("[\(inference(1))]", headers: ["Authorization": "Bearer k", "Host": host])
    #expect(answer.data.first?.text("imageURL")?.hasPrefix("http://\(host)/image/") == true)
  }

  @Test(arguments: ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost@evil.example", "a/b", ""])
  func `foreign names are refused`(host: String) async throws {
    let answer = try await TestServer().get("/healthz", headers: ["Host": host])
    #expect(answer.status == 421)
  }

  @Test func `two names are refused`() async throws {
    #expect(try await TestServer().get("/healthz", headers: ["Host": "localhost", "Host": "localhost"]).status == 400)
  }

  @Test func `pages of other sites may not call, pages of this machine may`() async throws {
    let server = try TestServer()
    let foreign = try await server.post(
      "[\(inference(1))]", headers: ["Authorization": "Bearer k", "Origin": "https://evil.example"])
    #expect(foreign.status == 403)
    let own = try await server.post(
      "[\(inference(1))]", headers: ["Authorization": "Bearer k", "Origin": "http://localhost:3000"])
    #expect(own.status == 200)
    #expect(own.headers["Access-Control-Allow-Origin"] == "http://localhost:3000")
    let preflight = try await server.get("/v1", method: "OPTIONS", headers: ["Origin": "http://localhost:3000"])
    #expect(preflight.status == 204)
    #expect(preflight.headers["Access-Control-Allow-Headers"]?.contains("authorization") == true)
  }

  @Test func `a proxy's address begins the links`() async throws {
    let server = try TestServer { $0.publicAddress = "https://pictures.example.com/outpaint" }
    let answer = try await server.post(
      "[\(inference(1))]", headers: ["Authorization": "Bearer k", "Host": "127.0.0.1"])
    let link = try #require(answer.data.first?.text("imageURL"))
    #expect(link.hasPrefix("https://pictures.example.com/outpaint/image/"))
  }

  @Test(arguments: [("/v1", "DELETE"), ("/healthz", "POST"), ("/metrics", "PUT"), (BFLRequest.path, "GET")])
  func `other methods are named with what is allowed`(path: String, method: String) async throws {
    let answer = try await TestServer().get(path, method: method)
    #expect(answer.status == 405)
    #expect(answer.headers["Allow"] != nil)
  }

  @Test func `health is told as JSON, and a browser gets a page`() async throws {
    let server = try TestServer()
    let health = try Answer(await server.get("/healthz"))
    #expect(health.json.text("status") == "ok")
    let page = try await server.get("/")
    #expect(page.headers["Content-Type"] == "text/html; charset=utf-8")
  }
}
