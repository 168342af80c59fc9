import NIOCore
import NIOWebSocket

/// Checks what RFC 6455 asks of a client's frames and NIO's decoder leaves open, as extensions may change it; this
/// server agrees on none.
final class WebSocketFrameCheck: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias InboundOut = WebSocketFrame

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if let problem = Self.problem(of: Self.unwrapInboundIn(data)) {
      context.fireErrorCaught(WebSocketClosure.protocolError(problem))
    } else {
      context.fireChannelRead(data)
    }
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
