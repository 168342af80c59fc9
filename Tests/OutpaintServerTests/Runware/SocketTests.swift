import TaskSchema
import Testing

@testable import OutpaintServer

@Suite(.timeLimit(.minutes(5))) struct SocketTests {
  private let engine = FakeEngine(isOpen: false)
  private let server: TestServer

  init() throws {
    server = try TestServer(engine.engine)
  }

  private func connect(_ outlet: SentMessages) -> RunwareSocket { server.router.socket(outlet) }

  private func send(_ text: String, on socket: RunwareSocket) { socket.receive(Array(text.utf8)) }

  private func authenticate(_ socket: RunwareSocket, session: String? = nil) {
    let more = session.map { #","connectionSessionUUID":"\#($0)""# } ?? ""
    send(#"[{"taskType":"authentication","apiKey":"k"\#(more)}]"#, on: socket)
  }

  @Test func `tasks before authentication are refused, each with its identifier`() throws {
    let outlet = SentMessages()
    let socket = connect(outlet)
    send(#"[{"taskType":"ping","taskUUID":"a"},{"taskType":"getResponse","taskUUID":"b"}]"#, on: socket)
    #expect(try outlet.messages.flatMap(\.errors).map { $0.text("code") } == ["missingApiKey", "missingApiKey"])
    #expect(try outlet.messages.flatMap(\.errors).map { $0.text("taskUUID") } == ["a", "b"])
  }

  @Test func `a ping is answered at once while a picture is made, and results come one by one`() async throws {
    let outlet = SentMessages()
    let socket = connect(outlet)
    authenticate(socket)
    send("[\(try inference(1, #""numberResults":2"#))]", on: socket)
    while engine.calls == 0 { try await Task.sleep(for: .milliseconds(2)) }
    send(#"[{"taskType":"ping","ping":true}]"#, on: socket)
    #expect(try outlet.messages.count == 2)
    #expect(try outlet.messages[1].data.first?["pong"] == .bool(true))
    engine.open()
    let results = try await outlet.messages(4).dropFirst(2)
    #expect(results.map { $0.data.count } == [1, 1])
    #expect(results.map { $0.data[0].integer("seed") } == [7, 8])
  }

  @Test func `a result with its price comes as soon as it is made`() async throws {
    let outlet = SentMessages()
    let socket = connect(outlet)
    authenticate(socket)
    send("[\(try inference(1, #""numberResults":2,"includeCost":true"#))]", on: socket)
    engine.open(1)
    let first = try await outlet.messages(2)[1]
    #expect(first.data.map { $0.integer("seed") } == [7])
    #expect(first.data[0]["cost"] == Cost(width: 80, height: 64).json)
    engine.open()
    let second = try await outlet.messages(3)[2]
    #expect(second.data[0]["cost"] == first.data[0]["cost"])
  }

  @Test func `a poll is answered in one message`() async throws {
    let outlet = SentMessages()
    let socket = connect(outlet)
    authenticate(socket)
    send("[\(try inference(1, #""numberResults":3,"deliveryMethod":"async""#))]", on: socket)
    #expect(try await outlet.messages(2)[1].data.count == 1)
    send(#"[{"taskType":"getResponse","taskUUID":"\#(uuid(1))"}]"#, on: socket)
    #expect(try await outlet.messages(3)[2].data.count == 3)
    engine.open()
  }

  @Test func `results that a lost connection did not get come on the next`() async throws {
    let lost = SentMessages()
    let socket = connect(lost)
    authenticate(socket)
    let session = try #require(try lost.messages[0].data[0].text("connectionSessionUUID"))
    send("[\(try inference(1, #""numberResults":2"#)),\(try inference(2))]", on: socket)
    while engine.calls < 2 { try await Task.sleep(for: .milliseconds(2)) }
    lost.cut()
    socket.disconnected()
    engine.open()
    _ = try await server.poll(uuid(1))
    _ = try await server.poll(uuid(2))
    let next = SentMessages()
    authenticate(connect(next), session: session)
    let messages = try await next.messages(4)
    #expect(messages[0].data[0].text("connectionSessionUUID") == session)
    #expect(
      Set(messages.dropFirst().map { "\($0.data[0].text("taskUUID") ?? "") \($0.data[0].integer("seed") ?? 0)" })
        == ["\(uuid(1)) 7", "\(uuid(1)) 8", "\(uuid(2)) 7"])
    let other = SentMessages()
    authenticate(connect(other))
    #expect(try other.messages.count == 1)
    #expect(try other.messages[0].data[0].text("connectionSessionUUID") != session)
  }

  @Test func `errors over a WebSocket carry the task`() async throws {
    let outlet = SentMessages()
    let socket = connect(outlet)
    authenticate(socket)
    send("[\(try inference(5, #""outputFormat":"TIFF""#))]", on: socket)
    let error = try await outlet.messages(2)[1].errors[0]
    #expect(error.text("taskUUID") == uuid(5))
    #expect(error.text("parameter") == "outputFormat")
    send("nonsense", on: socket)
    #expect(try await outlet.messages(3)[2].errors[0].text("code") == "invalidRequest")
  }

  @Test func `a wrong key is told as such`() throws {
    let guarded = try TestServer { $0.apiKey = "right" }
    let outlet = SentMessages()
    send(#"[{"taskType":"authentication","apiKey":"wrong"}]"#, on: guarded.router.socket(outlet))
    let error = try #require(try outlet.messages.first?.errors.first)
    #expect(error.text("code") == "invalidApiKey")
    #expect(error.text("taskType") == "authentication")
  }
}
