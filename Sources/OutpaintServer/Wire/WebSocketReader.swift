/// Puts a client's frames together to messages, whatever way it split them.
struct WebSocketReader {
  enum Event: Equatable {
    case message([UInt8])
    case ping([UInt8])
    case pong
    case closed(code: UInt16?)
  }

  private let reader: BufferedReader
  private let limit: Int
  private let rule: SlowPeerRule
  private var message: [UInt8]?
  private var pace: Pace

  init(_ reader: BufferedReader, limit: Int, rule: SlowPeerRule) {
    self.reader = reader
    self.limit = limit
    self.rule = rule
    pace = Pace(rule)
  }

  /// Waits for the next message or control frame.
  ///
  /// - Throws: ``WebSocketFrame/Closure`` when the client breaks the rules.
  mutating func next() async throws -> Event {
    while true {
      if message == nil {
        // Between messages a client may be silent for as long as it likes.
        reader.stream.allow(nil)
        if try await reader.isAtEnd() { return .closed(code: nil) }
        pace = Pace(rule)
        reader.stream.allow(pace.remaining(after: 0))
      }
      let header = try await WebSocketFrame.readHeader(from: reader)
      if header.opcode.isControl {
        var payload: [UInt8] = []
        try await append(header, to: &payload)
        return Self.event(header.opcode, payload)
      }
      var bytes = try begun(header)
      if header.length > limit - bytes.count { throw WebSocketFrame.Closure.tooLarge(limit) }
      try await append(header, to: &bytes)
      if header.isFinal {
        message = nil
        return .message(bytes)
      }
      message = bytes
    }
  }

  /// The bytes of the message that the frame belongs to, so far.
  private mutating func begun(_ header: WebSocketFrame.Header) throws(WebSocketFrame.Closure) -> [UInt8] {
    if header.opcode == .continuation {
      // Handing the bytes over, rather than copying them, keeps long messages of many frames fast.
      guard let begun = message.take() else { throw .protocolError("nothing to continue") }
      return begun
    }
    if message != nil { throw .protocolError("a message was not continued") }
    return []
  }

  private mutating func append(_ header: WebSocketFrame.Header, to payload: inout [UInt8]) async throws {
    var mask = header.mask
    var missing = header.length
    // What is announced may never come, so memory is taken as it does.
    payload.reserveCapacity(payload.count + min(missing, 1 << 20))
    while missing > 0 {
      let bytes = try await reader.some(atMost: missing)
      Self.append(bytes, masked: mask, to: &payload)
      let turn = bytes.count % 4
      mask = Array(mask[turn...] + mask[..<turn])
      missing -= bytes.count
      reader.stream.allow(pace.remaining(after: bytes.count))
    }
  }

  private static func append(_ bytes: ArraySlice<UInt8>, masked mask: [UInt8], to payload: inout [UInt8]) {
    var index = 0
    let start = payload.count
    payload += bytes
    while index < bytes.count {
      payload[start + index] ^= mask[index & 3]
      index += 1
    }
  }

  private static func event(_ opcode: WebSocketFrame.Opcode, _ payload: [UInt8]) -> Event {
    switch opcode {
    case .ping: return .ping(payload)
    case .close:
      if payload.count < 2 { return .closed(code: nil) }
      return .closed(code: UInt16(payload[0]) << 8 | UInt16(payload[1]))
    default: return .pong
    }
  }
}
