import Foundation
import Testing

@testable import OutpaintServer

@Suite(.timeLimit(.minutes(5))) struct StartPageTests {
  private static let folder = "Sources/OutpaintServer/Page/Files"

  @Test func `every file of the page is served, with its kind`() async throws {
    let server = try TestServer()
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../\(Self.folder)")
    let names = try FileManager.default.contentsOfDirectory(atPath: root.path(percentEncoded: false))
    #expect(names.count == PageFile.all.count)
    let types = ["js": "text/javascript", "css": "text/css", "svg": "image/svg+xml", "html": "text/html"]
    for name in names {
      let answer = try await server.get(name == "index.html" ? "/" : "/page/\(name)")
      #expect(answer.status == 200, "\(name)")
      let type = try #require(types[String(name.split(separator: ".").last ?? "")])
      #expect(answer.headers["Content-Type"]?.hasPrefix(type) == true, "\(name)")
      #expect(answer.headers["Content-Security-Policy"]?.contains("unsafe") == false)
    }
  }

  @Test func `the page knows the server's limit, whether it takes any key, and the version`() async throws {
    let usual = try await text(TestServer())
    #expect(usual.contains(#"name="outpaint:maximum-side" content="2048""#))
    #expect(usual.contains(#"name="outpaint:needs-key" content="false""#))
    #expect(!usual.contains("{{"))
    let other = try await text(
      TestServer {
        $0.maximumSide = nil
        $0.apiKey = "secret"
      })
    #expect(other.contains(#"name="outpaint:maximum-side" content="""#))
    #expect(other.contains(#"name="outpaint:needs-key" content="true""#))
    #expect(!other.contains("secret"))
  }

  @Test func `nothing in the page comes from elsewhere, and no script or style is within it`() async throws {
    let page = try await text(TestServer())
    #expect(!page.contains("://"))
    #expect(!page.contains("<style") && !page.contains(" style=") && !page.contains(" onclick="))
    #expect(page.components(separatedBy: "<script").count == 2)
  }

  @Test(arguments: [("/v1", "./"), ("/v1/", "../")])
  func `a browser that comes to the API is led to the page`(path: String, location: String) async throws {
    let answer = try await TestServer().get(path)
    #expect(answer.status == 303)
    #expect(answer.headers["Location"] == location)
  }

  @Test func `a file that the browser has is not sent again`() async throws {
    let server = try TestServer()
    let tag = try #require(try await server.get("/page/app.js").headers["ETag"])
    let again = try await server.get("/page/app.js", headers: ["If-None-Match": tag])
    #expect(again.status == 304)
    #expect(again.body.isEmpty)
  }

  @Test func `what is no file of the page is not found`() async throws {
    #expect(try await TestServer().get("/page/none.js").status == 404)
    #expect(try await TestServer().get("/page/app.js", method: "POST").status != 200)
  }

  private func text(_ server: TestServer) async throws -> String {
    String(decoding: try await server.get("/").body, as: UTF8.self)
  }
}
