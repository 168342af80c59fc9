import NIOCore
import NIOHTTP1

/// The way of a connection's bytes: whose time they take, how NIO reads them, and who answers.
///
/// ```
/// SlowPeerHandler                    ours: time limits, and what comes after the last answer
/// HTTPResponseEncoder, HTTPDecoder   NIO
/// HTTPServerPipelineHandler          NIO: one request at a time
/// HTTPServerUpgradeHandler           NIO, asks WebSocketUpgrade
/// HTTPRequestHandler                 ours: bodies and answers
/// ```
///
/// After an upgrade, behind `SlowPeerHandler`:
///
/// ```
/// WebSocketFrameEncoder, -Decoder    NIO
/// WebSocketFrameCheck                ours: what the decoder leaves open, where messages end
/// NIOWebSocketFrameAggregator        NIO: whole messages
/// WebSocketHandler                   ours: messages, pings, closing
/// ```
enum Connection {
  /// Asks a connection to end: an HTTP connection at once, a WebSocket after it has said so.
  struct Abort: Sendable {}

  /// Builds the way for a connection; called on its event loop.
  static func prepare(_ channel: any Channel, _ application: any Application, _ limits: WireLimits) throws {
    let peer = SlowPeerHandler(limits.slowPeers)
    let upgrade = WebSocketUpgrade(application, limits, peer: peer)
    let requests = HTTPRequestHandler(application, limits, peer: peer, upgrade: upgrade)
    let bound = NIOLoopBound(requests, eventLoop: channel.eventLoop)
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandler(peer)
    try pipeline.configureHTTPServerPipeline(
      withPipeliningAssistance: true,
      withServerUpgrade: (
        upgraders: [upgrade.upgrader(on: channel.eventLoop)],
        completionHandler: { $0.pipeline.syncOperations.removeHandler(bound.value, promise: nil) }
      ),
      // NIO's own answers to errors say nothing.
      withErrorHandling: false, withOutboundHeaderValidation: true,
      withEncoderConfiguration: HTTPResponseEncoder.Configuration(), withDecoderLimitConfiguration: .head)
    try pipeline.addHandler(requests)
  }

  /// Builds the way for a connection that is one too many: it hears why, and ends.
  static func refuse(_ channel: any Channel, _ application: any Application, _ limits: WireLimits) throws {
    let peer = SlowPeerHandler(limits.slowPeers)
    try channel.pipeline.syncOperations.addHandlers([
      peer, HTTPResponseEncoder(), OverloadHandler(application, peer: peer),
    ])
  }
}

/// Answers, before anything is read, that there are too many connections.
private final class OverloadHandler: ChannelInboundHandler {
  typealias InboundIn = Never
  typealias OutboundOut = HTTPServerResponsePart

  private let application: any Application
  private let peer: SlowPeerHandler

  init(_ application: any Application, peer: SlowPeerHandler) {
    self.application = application
    self.peer = peer
  }

  func channelActive(context: ChannelHandlerContext) {
    let response = application.respond(to: HTTPRefusal(503, "There are too many connections; try again later."))
    peer.leave()
    context.write(Self.wrapOutboundOut(.head(response.head(closing: true))), promise: nil)
    context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: response.body)))), promise: nil)
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
    context.close(mode: .output, promise: nil)
  }
}
