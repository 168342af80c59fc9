@testable import OutpaintServer

/// A listener on a port of its own, over which a test's application answers.
struct WireServer {
  let listener: Listener
  private let serving: Task<Void, any Error>

  init(_ limits: WireLimits = .small) throws { try self.init(EchoApplication(), limits) }

  init(_ application: EchoApplication, _ limits: WireLimits = .small) throws {
    let listener = try Listener(host: "127.0.0.1", port: 0, limits: limits)
    self.listener = listener
    serving = Task { try await listener.serve(application) }
  }

  /// Connects, and ends the connection and the server after the test.
  func connect<Result: Sendable>(_ body: @Sendable (WireClient) async throws -> Result) async throws -> Result {
    let client = try await WireClient(port: listener.port)
    do {
      let result = try await body(client)
      client.disconnect()
      return result
    } catch {
      client.disconnect()
      throw error
    }
  }

  /// Stops, and returns when everything has ended.
  func stop() async throws {
    listener.close()
    listener.abortAll()
    try await serving.value
  }

  /// Waits for the end, which the test has brought about.
  func ended() async throws { try await serving.value }
}

extension WireLimits {
  static let small = WireLimits(messageBytes: 100_000, connections: 8, slowPeers: .patient)
}

extension SlowPeerRule {
  /// Lets a test take its time, also on a busy machine.
  static let patient = SlowPeerRule(farewell: .seconds(20))

  /// Loses patience within a test's time, though not before a busy machine has sent a request.
  static let hasty = SlowPeerRule(
    grace: .seconds(1), bytesPerSecond: 20_000_000, idle: .seconds(5), farewell: .seconds(20))
}

/// Answers with what it was asked, and takes WebSockets at `/`.
struct EchoApplication: Application {
  var socket: @Sendable (WebSocketOutbox) -> any WebSocketClient = { EchoSocket(outbox: $0) }

  /// Hears of every request.
  var asked: @Sendable () -> Void = {}

  /// What takes time about the path `/slow`.
  var work: @Sendable () async -> Void = { try? await Task.sleep(for: .milliseconds(200)) }

  func respond(to request: HTTPRequest) async -> HTTPResponse {
    asked()
    switch request.path {
    case "/large":
      return HTTPResponse(200, body: [UInt8](repeating: 7, count: Int(request.query.first?.name ?? "") ?? 0))
    case "/slow":
      await work()
      return HTTPResponse(200, "text/plain", "slow")
    default:
      let body = String(decoding: request.body, as: UTF8.self)
      return HTTPResponse(200, "text/plain", "\(request.method) \(request.path) \(body)")
    }
  }

  func respond(to refusal: HTTPRefusal) -> HTTPResponse {
    HTTPResponse(refusal.status, "text/plain", "refused: \(refusal.message)")
  }

  func openWebSocket(_ request: HTTPRequest, outbox: WebSocketOutbox) -> WebSocketOpening {
    request.path == "/" ? .accepted(socket(outbox)) : .refused(HTTPResponse(404, "text/plain", "no socket here"))
  }
}

/// Sends every message back.
final class EchoSocket: WebSocketClient {
  private let outbox: WebSocketOutbox
  private let onEnd: @Sendable () -> Void

  init(outbox: WebSocketOutbox, onEnd: @escaping @Sendable () -> Void = {}) {
    self.outbox = outbox
    self.onEnd = onEnd
  }

  func receive(_ message: [UInt8]) { outbox.send(String(decoding: message, as: UTF8.self)) }

  func disconnected() { onEnd() }
}
