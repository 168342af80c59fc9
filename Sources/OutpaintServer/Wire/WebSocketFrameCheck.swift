import NIOCore
import NIOWebSocket

/// Checks what RFC 6455 asks of a client's frames and NIO's decoder leaves open, as extensions may change it; this
/// server agrees on none.
///
/// It sees frames before fragments are put together, so it also tells the keeper of time when a message ends: a ping
/// among the fragments of a message gives that message no more time.
final class WebSocketFrameCheck: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias InboundOut = WebSocketFrame

  private let peer: SlowPeerHandler

  /// Whether more fragments of a message have to come.
  private var isInsideMessage = false

  init(peer: SlowPeerHandler) {
    self.peer = peer
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = Self.unwrapInboundIn(data)
    if let problem = Self.problem(of: frame) {
      context.fireErrorCaught(WebSocketClosure.protocolError(problem))
      return
    }
    if frame.isPartOfMessage { isInsideMessage = !frame.fin }
    if !isInsideMessage { peer.expectMessage() }
    context.fireChannelRead(data)
  }

  private static func problem(of frame: WebSocketFrame) -> String? {
    if frame.maskKey == nil { return "frames of a client must be masked" }
    if frame.rsv1 || frame.rsv2 || frame.rsv3 { return "no extension was agreed on" }
    switch frame.opcode {
    case .continuation, .text, .binary, .ping, .pong: return nil
    case .connectionClose: return closeProblem(of: frame.unmaskedData)
    default: return "unknown kind of frame"
    }
  }

  /// What is wrong with the payload of a closing frame: nothing, or a number and a text (RFC 6455, section 7.4).
  private static func closeProblem(of payload: ByteBuffer) -> String? {
    if payload.readableBytes == 0 { return nil }
    guard let code = payload.getInteger(at: payload.readerIndex, as: UInt16.self) else {
      return "a code of closing has two bytes"
    }
    switch code {
    case 1000...1003, 1007...1014, 3000...4999: break
    default: return "unknown code of closing"
    }
    let reason = Array(payload.readableBytesView.dropFirst(2))
    return reason.isUTF8 ? nil : "the reason of closing must be UTF-8"
  }
}

extension WebSocketFrame {
  /// A frame of a message rather than one of control, which comes whole and may stand between two fragments.
  fileprivate var isPartOfMessage: Bool { opcode == .text || opcode == .binary || opcode == .continuation }
}

extension [UInt8] {
  /// Whether the bytes are a text.
  var isUTF8: Bool {
    do {
      _ = try UTF8Span(validating: span)
      return true
    } catch {
      return false
    }
  }
}
