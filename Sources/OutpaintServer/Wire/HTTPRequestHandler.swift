import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Answers the requests of one connection, one after the other.
///
/// NIO parses and pairs: `HTTPServerPipelineHandler` holds a request back until the answer to the one before it is
/// written. Here bodies are collected up to the limit, requests are handed to tasks, and whatever is wrong with a
/// request becomes an answer. It belongs to the event loop of its connection.
final class HTTPRequestHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// Most bytes that a body gets on its sender's word, before they have come.
  private static let mostReserved = 1 << 20

  private let application: any Application
  private let limits: WireLimits
  private let peer: SlowPeerHandler
  private let upgrade: WebSocketUpgrade

  /// The request that is being read.
  private var request: HTTPRequest?

  /// Whether the current request is the last one.
  private var closes = false

  /// Whether the last answer was given.
  private var isDone = false

  init(_ application: any Application, _ limits: WireLimits, peer: SlowPeerHandler, upgrade: WebSocketUpgrade) {
    self.application = application
    self.limits = limits
    self.peer = peer
    self.upgrade = upgrade
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isDone { return }
    switch Self.unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(let bytes): append(bytes, context)
    case .end: answer(context)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is SlowPeerHandler.TooSlow: refuse(.tooSlow, context)
    case is Connection.Abort: context.close(promise: nil)
    case ChannelEvent.inputClosed:
      // Some clients send a request, and then say that it was the last. Others have left.
      if peer.isAnswering { closes = true } else if !isDone { peer.hangUp() }
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case let error as HTTPParserError:
      if let refusal = HTTPRefusal(error) { refuse(refusal, context) } else { context.close(promise: nil) }
    case is NIOWebSocketUpgradeError:
      // The request comes as any other, and is answered in words.
      break
    default: context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    upgrade.abandon()
    context.fireChannelInactive()
  }

  // MARK: Reading

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    peer.expectBody()
    do throws(HTTPRefusal) {
      let request = try HTTPRequest(head, limit: limits.messageBytes, start: peer.start)
      closes = !head.isKeepAlive || head.version == .http1_0 || request.asksForUpgrade
      if request.asksForWebSocket, upgrade.refused == nil { throw WebSocketUpgrade.problem(of: request) }
      self.request = request
      if request.expectsContinue {
        let head = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(Self.wrapOutboundOut(.head(head)), promise: nil)
      }
    } catch {
      refuse(error, context)
    }
  }

  private func append(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
    // Content-Length was checked before; chunks show their length as they come.
    guard let count = request?.body.count, count + bytes.readableBytes <= limits.messageBytes else {
      return refuse(.tooLarge(limits.messageBytes), context)
    }
    if count == 0, let length = request?.headers["Content-Length"].flatMap({ Int($0) }) {
      request?.body.reserveCapacity(min(length, Self.mostReserved))
    }
    request?.body.append(contentsOf: bytes.readableBytesView)
  }

  // MARK: Answering

  private func answer(_ context: ChannelHandlerContext) {
    guard let request = request.take() else { return }
    peer.expectNothing()
    if request.asksForWebSocket, let response = upgrade.refused {
      return write(response, ByteBuffer(bytes: response.body), to: request.method, context)
    }
    let application = application
    context.eventLoop.makeFutureWithTask {
      let response = await application.respond(to: request)
      // The only copy of a picture on its way out, and not one for the event loop to make.
      return (response, ByteBuffer(bytes: response.body))
    }.assumeIsolated().whenSuccess { self.write($0.0, $0.1, to: request.method, context) }
  }

  private func write(
    _ response: HTTPResponse, _ body: ByteBuffer, to method: String, _ context: ChannelHandlerContext
  ) {
    if isDone { return }
    isDone = closes
    let end = context.eventLoop.makePromise(of: Void.self)
    if closes {
      end.futureResult.assumeIsolated().whenSuccess { self.leave(context) }
    } else {
      // NIO gives the next request as soon as the answer is written, when it has it already.
      peer.expectRequest()
    }
    context.write(Self.wrapOutboundOut(.head(response.head(closing: closes))), promise: nil)
    if method != "HEAD" { context.write(Self.wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: end)
  }

  /// Says why, whatever was read so far, and takes nothing more.
  private func refuse(_ refusal: HTTPRefusal, _ context: ChannelHandlerContext) {
    if isDone { return }
    isDone = true
    request = nil
    peer.leave()
    var response = application.respond(to: refusal)
    if refusal.status == 426 {
      // What would be right (RFC 9110, section 15.5.22; RFC 6455, section 4.4).
      response.headers["Upgrade"] = "websocket"
      response.headers["Sec-WebSocket-Version"] = "13"
    }
    // There may be no request that NIO could pair the answer with, so it is written in front of the pairing.
    let front = (try? context.pipeline.syncOperations.context(handlerType: HTTPServerPipelineHandler.self)) ?? context
    front.write(Self.wrapOutboundOut(.head(response.head(closing: true))), promise: nil)
    front.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: response.body)))), promise: nil)
    front.writeAndFlush(Self.wrapOutboundOut(.end(nil))).assumeIsolated().whenSuccess { self.leave(context) }
  }

  private func leave(_ context: ChannelHandlerContext) {
    peer.leave()
    context.close(mode: .output, promise: nil)
  }
}
