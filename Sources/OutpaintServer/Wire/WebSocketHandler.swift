import NIOCore
import NIOWebSocket

/// Gives a WebSocket's messages to the application, and answers control frames.
///
/// NIO decodes frames and puts fragments together. Messages go to one task for each connection, which unmasks and checks
/// them and hands them on in their order, so an event loop never parses. While more waits for the task than a message
/// may be long, nothing is read. It belongs to the event loop of its connection.
final class WebSocketHandler: ChannelDuplexHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let client: any WebSocketClient
  private let outbox: WebSocketOutbox
  private let limit: Int
  private let peer: SlowPeerHandler
  private let (frames, delivery) = AsyncStream.makeStream(of: WebSocketFrame.self)

  /// Bytes of messages that the task has not yet handed on.
  private var undelivered = 0
  private var holdsRead = false
  private var hasClosed = false
  private var peerHasClosed = false

  init(_ client: any WebSocketClient, _ outbox: WebSocketOutbox, limit: Int, peer: SlowPeerHandler) {
    self.client = client
    self.outbox = outbox
    self.limit = limit
    self.peer = peer
  }

  func handlerAdded(context: ChannelHandlerContext) {
    deliver(on: context)
    peer.expectMessage()
    outbox.attach(ChannelSink(channel: context.channel))
    if !context.channel.isActive { end() }
  }

  func handlerRemoved(context: ChannelHandlerContext) { end() }

  func channelInactive(context: ChannelHandlerContext) {
    end()
    context.fireChannelInactive()
  }

  // MARK: Coming in

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = Self.unwrapInboundIn(data)
    switch frame.opcode {
    case .connectionClose:
      peerHasClosed = true
      if hasClosed { context.close(promise: nil) } else { delivery.yield(frame) }
    case _ where hasClosed: break
    case .ping: outbox.pong(Array(frame.unmaskedData.readableBytesView))
    case .text, .binary:
      undelivered += frame.length
      delivery.yield(frame)
    default: break
    }
  }

  func read(context: ChannelHandlerContext) {
    if undelivered > limit { holdsRead = true } else { context.read() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is SlowPeerHandler.TooSlow: outbox.close(.tooSlow)
    case is Connection.Abort: outbox.close(.goingAway)
    case ChannelEvent.inputClosed: context.close(promise: nil)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case let closure as WebSocketClosure: outbox.close(closure)
    case NIOWebSocketError.invalidFrameLength: outbox.close(.tooLarge(limit))
    case is NIOWebSocketError: outbox.close(.protocolError("control frames must be whole and short"))
    case NIOWebSocketFrameAggregator.Error.accumulatedFrameSizeIsTooLarge: outbox.close(.tooLarge(limit))
    case NIOWebSocketFrameAggregator.Error.tooManyFragments: outbox.close(.tooManyFragments)
    case is NIOWebSocketFrameAggregator.Error:
      outbox.close(.protocolError("a message must be continued, and nothing else"))
    default: context.close(promise: nil)
    }
  }

  // MARK: Going out

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if hasClosed {
      promise?.fail(ChannelError.outputClosed)
      return
    }
    guard Self.unwrapOutboundIn(data).opcode == .connectionClose else { return context.write(data, promise: promise) }
    hasClosed = true
    peer.leave()
    let written = promise ?? context.eventLoop.makePromise()
    written.futureResult.assumeIsolated().whenSuccess {
      // A client that has closed sends nothing more; any other may be sending still, and hears of it so.
      context.close(mode: self.peerHasClosed ? .all : .output, promise: nil)
    }
    context.write(data, promise: written)
  }

  // MARK: Delivery

  private func deliver(on context: ChannelHandlerContext) {
    let loop = context.eventLoop
    let bound = NIOLoopBound((handler: self, context: context), eventLoop: loop)
    let (client, outbox, frames) = (client, outbox, frames)
    Task {
      for await frame in frames {
        var payload = frame.unmaskedData
        if frame.opcode == .connectionClose {
          // What came before was answered first, where it can be answered at once.
          outbox.close(WebSocketClosure(code: payload.readInteger() ?? 1000))
          break
        }
        let bytes = Array(payload.readableBytesView)
        guard frame.opcode == .binary || bytes.isUTF8 else {
          outbox.close(.notUTF8)
          break
        }
        client.receive(bytes)
        loop.execute { bound.value.handler.delivered(frame.length, bound.value.context) }
      }
      client.disconnected()
    }
  }

  private func delivered(_ count: Int, _ context: ChannelHandlerContext) {
    undelivered -= count
    if holdsRead, undelivered <= limit {
      holdsRead = false
      context.read()
    }
  }

  private func end() {
    outbox.end()
    delivery.finish()
  }
}

/// Writes an outbox's frames to a connection.
private struct ChannelSink: WebSocketSink {
  let channel: any Channel

  func write(_ frame: OutgoingFrame, onOutcome: @escaping @Sendable (Bool) -> Void) {
    let written = channel.eventLoop.makePromise(of: Void.self)
    written.futureResult.whenComplete { result in
      if case .success = result { onOutcome(true) } else { onOutcome(false) }
    }
    channel.writeAndFlush(Self.frame(frame), promise: written)
  }

  func abort() { channel.close(promise: nil) }

  private static func frame(_ frame: OutgoingFrame) -> WebSocketFrame {
    switch frame {
    case .text(let text): return WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: text))
    case .pong(let payload): return WebSocketFrame(fin: true, opcode: .pong, data: ByteBuffer(bytes: payload))
    case .close(let closure):
      var payload = ByteBuffer(integer: closure.code)
      payload.writeBytes(closure.reason.utf8.prefix(123))
      return WebSocketFrame(fin: true, opcode: .connectionClose, data: payload)
    }
  }
}
