/// What a server answers, apart from how bytes come and go.
protocol Application: Sendable {
  /// Answers a request.
  func respond(to request: HTTPRequest) async -> HTTPResponse

  /// Answers a request that was not taken, such as one that is too large.
  func respond(to refusal: HTTPRefusal) -> HTTPResponse

  /// Takes a WebSocket, or answers why not.
  func openWebSocket(_ request: HTTPRequest, outbox: WebSocketOutbox) -> WebSocketOpening
}

enum WebSocketOpening: Sendable {
  case accepted(any WebSocketClient)
  case refused(HTTPResponse)
}

/// One client on a WebSocket.
protocol WebSocketClient: Sendable {
  /// Takes a message; returns soon, whatever there is to do for it.
  func receive(_ message: [UInt8])

  /// Nothing more will come, nor can be sent.
  func disconnected()
}
