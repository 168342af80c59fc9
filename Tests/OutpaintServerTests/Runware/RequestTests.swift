import TaskSchema
import Testing

@testable import OutpaintServer

@Suite(.timeLimit(.minutes(5))) struct RequestTests {
  @Test(arguments: ["/", "/v1", "/v1/"]) func `tasks are taken on every path`(path: String) async throws {
    let answer = try await TestServer().post(#"[{"taskType":"ping","ping":true,"taskUUID":"a"}]"#, path: path)
    #expect(
      answer.json == [
        "data": .array([.object(["taskType": .string("ping"), "taskUUID": .string("a"), "pong": .bool(true)])])
      ])
  }

  @Test(arguments: [
    "", "{", "7", "[]", #"[{"a":1}"#, String(repeating: "[", count: 100_000), "[\"\u{1}\"]",
  ]) func `what is no array of tasks is an invalid request`(body: String) async throws {
    let answer = try await TestServer().post(body)
    #expect(answer.status == 400)
    #expect(answer.problems == ["invalidRequest -"])
    #expect(answer.json["data"] == nil)
  }

  @Test func `an unknown type is named with what there is`() async throws {
    let answer = try await TestServer().post(#"[{"taskType":"videoInference","taskUUID":"\#(uuid(1))"}]"#)
    #expect(answer.problems == ["unsupportedTaskType taskType"])
    #expect(answer.errors[0].text("message")?.contains("`imageInference`") == true)
  }

  @Test func `any key will do, but one is needed`() async throws {
    let server = try TestServer()
    for headers: HTTPHeaders in [[:], ["Authorization": "Bearer "], ["Authorization": "Basic eDp5"]] {
      let answer = try await server.post("[\(inference(1)),\(inference(2))]", headers: headers)
      #expect(answer.status == 401)
      #expect(answer.headers["WWW-Authenticate"] == "Bearer")
      #expect(answer.problems == ["missingApiKey -", "missingApiKey -"])
      #expect(answer.errors.map { $0.text("taskUUID") } == [uuid(1), uuid(2)])
    }
    let inBody = try await server.post(
      #"[{"taskType":"authentication","apiKey":"any"},\#(inference(1))]"#, headers: [:])
    #expect(inBody.status == 200)
    #expect(inBody.data.map { $0.text("taskType") } == ["imageInference"])
  }

  @Test func `the operator's key is the only one`() async throws {
    let server = try TestServer { $0.apiKey = "right" }
    for key in ["wrong", "righ", "rightt", "righT"] {
      let answer = try await server.post(#"[{"taskType":"ping"}]"#, headers: ["Authorization": "Bearer \(key)"])
      #expect(answer.status == 401)
      #expect(answer.problems == ["invalidApiKey -"])
    }
    #expect(try await server.post(#"[{"taskType":"ping"}]"#, headers: ["authorization": "bearer right"]).status == 200)
  }

  @Test func `an authentication alone is answered as over a WebSocket`() async throws {
    let answer = try await TestServer().post(#"[{"taskType":"authentication","apiKey":"k"}]"#, headers: [:])
    #expect(answer.data.first?.text("connectionSessionUUID").flatMap { UUIDText($0) } != nil)
  }

  @Test func `unknown parameters are errors under the strict switch alone`() async throws {
    let task = try inference(1, #""colour":"red""#)
    #expect(try await TestServer().post("[\(task)]").status == 200)
    let answer = try await TestServer { $0.isStrict = true }.post("[\(task)]")
    #expect(answer.problems == ["unknownParameter colour"])
  }
}
