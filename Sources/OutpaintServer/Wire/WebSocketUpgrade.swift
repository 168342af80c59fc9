import NIOCore
import NIOHTTP1
import NIOWebSocket
import TaskSchema

/// Turns a connection into a WebSocket where its first request asks for that and the application takes it.
///
/// NIO checks the handshake, proves that it was understood (RFC 6455, section 4.2.2) and exchanges the handlers. It does
/// so for the first request of a connection only; no client that is known asks later. A request that is not taken comes
/// to `HTTPRequestHandler` as any other, and is answered by HTTP. It belongs to the event loop of its connection.
final class WebSocketUpgrade {
  private let application: any Application
  private let limits: WireLimits
  private let peer: SlowPeerHandler
  private var taken: (client: any WebSocketClient, outbox: WebSocketOutbox)?

  /// Why the application did not take the WebSocket.
  private(set) var refused: HTTPResponse?

  init(_ application: any Application, _ limits: WireLimits, peer: SlowPeerHandler) {
    self.application = application
    self.limits = limits
    self.peer = peer
  }

  /// NIO's part, which asks this one.
  func upgrader(on loop: any EventLoop) -> NIOWebSocketServerUpgrader {
    let bound = NIOLoopBound(self, eventLoop: loop)
    return NIOWebSocketServerUpgrader(
      // NIO takes no more than 32 bits.
      maxFrameSize: min(limits.messageBytes, Int(UInt32.max)), automaticErrorHandling: false,
      shouldUpgrade: { channel, head in
        channel.eventLoop.makeSucceededFuture(bound.value.takes(head) ? [:] : nil)
      },
      upgradePipelineHandler: { channel, _ in
        channel.eventLoop.makeCompletedFuture { try bound.value.addHandlers(to: channel) }
      })
  }

  /// The connection ended before it became a WebSocket, if it was to.
  func abandon() {
    guard let (client, outbox) = taken.take() else { return }
    outbox.end()
    client.disconnected()
  }

  /// Why NIO did not take the handshake.
  static func problem(of request: HTTPRequest) -> HTTPRefusal {
    if request.headers.all("Sec-WebSocket-Version") != ["13"] {
      return HTTPRefusal(426, "The version of WebSocket must be 13.")
    }
    if !hasKey(request) { return HTTPRefusal(400, "Sec-WebSocket-Key must be 16 bytes in base64.") }
    return HTTPRefusal(400, "A WebSocket must be asked for with the first request of a connection.")
  }

  private static func hasKey(_ request: HTTPRequest) -> Bool {
    let keys = request.headers.all("Sec-WebSocket-Key")
    return keys.count == 1 && Base64.decode(keys[0])?.count == 16
  }

  private func takes(_ head: HTTPRequestHead) -> Bool {
    guard let request = try? HTTPRequest(head, limit: limits.messageBytes, start: peer.start),
      request.asksForWebSocket, Self.hasKey(request)
    else { return false }
    let outbox = WebSocketOutbox(limit: limits.queuedBytes)
    switch application.openWebSocket(request, outbox: outbox) {
    case .accepted(let client): taken = (client, outbox)
    case .refused(let response): refused = response
    }
    return taken != nil
  }

  private func addHandlers(to channel: any Channel) throws {
    guard let (client, outbox) = taken.take() else { return }
    let aggregator = NIOWebSocketFrameAggregator(
      minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: WebSocketClosure.mostFragments,
      maxAccumulatedFrameSize: limits.messageBytes)
    try channel.pipeline.syncOperations.addHandlers([
      WebSocketFrameCheck(peer: peer), aggregator,
      WebSocketHandler(client, outbox, limit: limits.messageBytes, peer: peer),
    ])
  }
}
