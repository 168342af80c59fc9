/// A request with its whole body.
struct HTTPRequest: Sendable {
  var method: String

  /// The path, percent signs resolved; begins with a slash, and none of its parts is `.` or `..`.
  var path: String

  /// Names and values after the question mark, in their order.
  var query: [(name: String, value: String)]
  var headers: HTTPHeaders
  var body: [UInt8]

  /// When the request's first byte was there.
  var start: ContinuousClock.Instant

  init(
    _ method: String, _ path: String, query: [(name: String, value: String)] = [], headers: HTTPHeaders = [:],
    body: [UInt8] = [], start: ContinuousClock.Instant = .now
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.start = start
  }

  /// Whether the client asks to go on with WebSocket (RFC 6455, section 4.2.1).
  var asksForWebSocket: Bool {
    method == "GET" && headers.list("Upgrade", contains: "websocket")
      && headers.list("Connection", contains: "upgrade")
  }
}

/// A request that is not taken; the connection ends after the answer.
struct HTTPRefusal: Error, Hashable, Sendable {
  var status: Int
  var message: String

  init(_ status: Int, _ message: String) {
    self.status = status
    self.message = message
  }
}
