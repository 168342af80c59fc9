/// Serves one connection: requests one after the other, or a WebSocket after the first.
struct HTTPConnection {
  private let stream: any ByteStream
  private let reader: BufferedReader
  private let application: any Application
  private let limits: WireLimits

  init(_ stream: any ByteStream, application: any Application, limits: WireLimits) {
    self.stream = stream
    self.application = application
    self.limits = limits
    reader = BufferedReader(stream)
  }

  /// Returns when the connection is done with.
  func serve() async {
    do {
      while try await serveRequest() {}
      stream.finishWriting()
    } catch let refusal as HTTPRefusal {
      await refuse(refusal)
    } catch WireError.timedOut {
      await refuse(HTTPRefusal(408, "The request took too long to arrive."))
    } catch {
      // The peer is gone: there is nobody to tell.
    }
  }

  /// Serves the next request; false when it was the last one.
  private func serveRequest() async throws -> Bool {
    guard let head = try await HTTPRequest.readHead(from: reader, rule: limits.slowPeers) else { return false }
    var request = head.request
    if request.asksForWebSocket {
      try await serveWebSocket(request)
      return false
    }
    let framing = try request.framing(limit: limits.messageBytes)
    if framing != .bytes(0), request.headers["Expect"]?.lowercased() == "100-continue" {
      try await stream.write(HTTPResponse(100).head(closing: false))
    }
    request.body = try await HTTPRequest.readBody(
      framing, from: reader, limit: limits.messageBytes, rule: limits.slowPeers)
    // What follows is ours to be slow with.
    stream.allow(nil)
    let closes = head.isVersion10 || request.headers.list("Connection", contains: "close")
    var response = await application.respond(to: request)
    if request.method == "HEAD" {
      response.headers["Content-Length"] = response.headers["Content-Length"] ?? "\(response.body.count)"
      response.body = []
    }
    try await stream.write(response.head(closing: closes) + response.body)
    return !closes
  }

  /// Says why, and goes on reading for a while: a peer that is still sending would not see the answer otherwise.
  private func refuse(_ refusal: HTTPRefusal) async {
    let response = application.respond(to: refusal)
    do {
      try await stream.write(response.head(closing: true) + response.body)
      stream.finishWriting()
      stream.allow(.seconds(5))
      var left = 4 * limits.messageBytes
      while left > 0, try await !reader.isAtEnd() { left -= try await reader.some(atMost: left).count }
    } catch {
      // It does not matter how the connection ends.
    }
  }

  private func serveWebSocket(_ request: HTTPRequest) async throws {
    let handshake = try WebSocketHandshake.response(to: request)
    let outbox = WebSocketOutbox()
    let client: any WebSocketClient
    switch application.openWebSocket(request, outbox: outbox) {
    case .refused(let response):
      try await stream.write(response.head(closing: true) + response.body)
      return
    case .accepted(let accepted): client = accepted
    }
    defer { client.disconnected() }
    stream.allow(nil)
    try await stream.write(handshake.head(closing: false))
    await withTaskGroup(of: Void.self) { group in
      group.addTask { [stream] in await outbox.run(on: stream) }
      await read(for: client, outbox)
      outbox.end()
    }
  }

  private func read(for client: any WebSocketClient, _ outbox: WebSocketOutbox) async {
    var frames = WebSocketReader(reader, limit: limits.messageBytes, rule: limits.slowPeers)
    do {
      while true {
        switch try await frames.next() {
        case .message(let bytes): client.receive(bytes)
        case .ping(let payload): outbox.pong(payload)
        case .pong: break
        case .closed(let code):
          if let code { outbox.close(WebSocketFrame.Closure(code: code, reason: "")) }
          return
        }
      }
    } catch let closure as WebSocketFrame.Closure {
      outbox.close(closure)
    } catch WireError.timedOut {
      outbox.close(WebSocketFrame.Closure(code: 1008, reason: "the message took too long to arrive"))
    } catch {
      // The peer is gone.
    }
  }
}
