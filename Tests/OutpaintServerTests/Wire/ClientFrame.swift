/// Frames as a client sends them and a server answers (RFC 6455, section 5.2), written for the tests alone.
enum ClientFrame {
  static let mask: [UInt8] = [0x12, 0x34, 0x56, 0x78]

  static let handshake = """
    GET /?x=1 HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n\
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n
    """

  static func bytes(_ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true, isMasked: Bool = true) -> [UInt8] {
    var frame = [(isFinal ? 0x80 : 0) | opcode]
    let flag: UInt8 = isMasked ? 0x80 : 0
    switch payload.count {
    case ..<126: frame.append(flag | UInt8(payload.count))
    case ..<65_536: frame += [flag | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
    default: frame += [flag | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
    }
    if !isMasked { return frame + payload }
    return frame + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
  }

  static func text(_ text: String) -> [UInt8] { bytes(1, Array(text.utf8)) }

  static func close(_ code: UInt16) -> [UInt8] { bytes(8, [UInt8(code >> 8), UInt8(code & 255)]) }
}

/// A frame of the server.
struct ServerFrame: Equatable {
  var opcode: UInt8
  var payload: [UInt8]

  static func text(_ text: String) -> Self { Self(opcode: 1, payload: Array(text.utf8)) }

  /// The number that goes with a closing.
  var code: UInt16? {
    opcode == 8 && payload.count >= 2 ? UInt16(payload[0]) << 8 | UInt16(payload[1]) : nil
  }

  /// The whole frames that bytes begin with.
  static func all(in bytes: [UInt8]) -> [ServerFrame] {
    var frames: [ServerFrame] = []
    var rest = bytes[...]
    while rest.count >= 2 {
      let opcode = rest[rest.startIndex] & 15
      let size = Int(rest[rest.startIndex + 1])
      let extra = size == 126 ? 2 : size == 127 ? 8 : 0
      let length = extra == 0 ? size : rest.dropFirst(2).prefix(extra).reduce(0) { $0 << 8 | Int($1) }
      guard rest.count >= 2 + extra + length else { break }
      frames.append(ServerFrame(opcode: opcode, payload: Array(rest.dropFirst(2 + extra).prefix(length))))
      rest = rest.dropFirst(2 + extra + length)
    }
    return frames
  }
}

extension WireClient {
  /// Becomes a WebSocket.
  func upgrade() async throws -> String {
    try await send(ClientFrame.handshake)
    return await text(until: "\r\n\r\n")
  }

  /// Waits for so many frames, or the end.
  func frames(_ count: Int) async -> [ServerFrame] {
    ServerFrame.all(in: await get { ServerFrame.all(in: $0).count >= count })
  }

  /// All frames until the end.
  func allFrames() async -> [ServerFrame] { ServerFrame.all(in: await all()) }
}
