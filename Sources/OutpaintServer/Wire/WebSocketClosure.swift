/// Why a WebSocket is closed: the number that goes with it (RFC 6455, section 7.4.1), and words.
struct WebSocketClosure: Error, Hashable, Sendable {
  var code: UInt16

  /// At most 123 bytes, as a control frame holds no more.
  var reason = ""

  static let goingAway = Self(code: 1001, reason: "the server is shutting down")
  static let notUTF8 = Self(code: 1007, reason: "a text message must be UTF-8")
  static let tooSlow = Self(code: 1008, reason: "the message took too long to arrive")
  static let tooManyFragments = Self(code: 1008, reason: "a message may have at most \(mostFragments) frames")

  /// Most frames of a message.
  static let mostFragments = 65_536

  static func protocolError(_ reason: String) -> Self { Self(code: 1002, reason: reason) }
  static func tooLarge(_ limit: Int) -> Self { Self(code: 1009, reason: "a message may have at most \(limit) bytes") }
}
