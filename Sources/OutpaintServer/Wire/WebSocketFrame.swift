/// The parts of RFC 6455, section 5, that are bytes.
enum WebSocketFrame {
  enum Opcode: UInt8, Sendable {
    case continuation = 0
    case text = 1
    case binary = 2
    case close = 8
    case ping = 9
    case pong = 10

    var isControl: Bool { rawValue >= 8 }
  }

  /// What stands before a frame's payload.
  struct Header: Hashable {
    var isFinal: Bool
    var opcode: Opcode
    var length: Int
    var mask: [UInt8]
  }

  /// Why a connection is closed: the number that goes with it (RFC 6455, section 7.4.1).
  struct Closure: Error, Hashable, Sendable {
    var code: UInt16
    var reason: String

    static let normal = Closure(code: 1000, reason: "")
    static let goingAway = Closure(code: 1001, reason: "the server is shutting down")

    static func protocolError(_ reason: String) -> Closure { Closure(code: 1002, reason: reason) }
    static func tooLarge(_ limit: Int) -> Closure {
      Closure(code: 1009, reason: "a message may have at most \(limit) bytes")
    }

    init(code: UInt16, reason: String) {
      self.code = code
      self.reason = reason
    }
  }

  /// A frame of a server: never masked, never split.
  static func encode(_ opcode: Opcode, _ payload: [UInt8]) -> [UInt8] {
    var frame: [UInt8] = [0x80 | opcode.rawValue]
    switch payload.count {
    case ..<126: frame.append(UInt8(payload.count))
    case ..<65_536: frame += [126] + bytes(of: payload.count, count: 2)
    default: frame += [127] + bytes(of: payload.count, count: 8)
    }
    frame.reserveCapacity(frame.count + payload.count)
    return frame + payload
  }

  static func encode(_ closure: Closure) -> [UInt8] {
    // 125 bytes are the most that a control frame holds; ours are ASCII.
    encode(.close, bytes(of: Int(closure.code), count: 2) + closure.reason.utf8.prefix(123))
  }

  /// Reads what stands before a payload, and checks what a client has to keep to.
  ///
  /// - Throws: ``Closure``.
  static func readHeader(from reader: BufferedReader) async throws -> Header {
    let first = try await reader.byte()
    let second = try await reader.byte()
    guard first & 0x70 == 0 else { throw Closure.protocolError("no extension was agreed on") }
    guard let opcode = Opcode(rawValue: first & 0x0F) else { throw Closure.protocolError("unknown kind of frame") }
    guard second & 0x80 != 0 else { throw Closure.protocolError("frames of a client must be masked") }
    var length = Int(second & 0x7F)
    if length >= 126 {
      let count = length == 126 ? 2 : 8
      length = 0
      for index in 0..<count {
        let byte = try await reader.byte()
        if count == 8 && index == 0 && byte >= 0x80 { throw Closure.protocolError("impossible length") }
        length = length << 8 | Int(byte)
      }
    }
    if opcode.isControl && (first & 0x80 == 0 || length > 125) {
      throw Closure.protocolError("control frames must be whole and short")
    }
    var mask: [UInt8] = []
    for _ in 0..<4 { mask.append(try await reader.byte()) }
    return Header(isFinal: first & 0x80 != 0, opcode: opcode, length: length, mask: mask)
  }

  private static func bytes(of number: Int, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * (count - 1 - $0))) }
  }
}
