import TaskSchema

/// The answer that turns a connection into a WebSocket (RFC 6455, section 4.2.2).
enum WebSocketHandshake {
  /// - Throws: a refusal when the request is no handshake of version 13.
  static func response(to request: HTTPRequest) throws(HTTPRefusal) -> HTTPResponse {
    guard request.headers["Sec-WebSocket-Version"] == "13" else {
      throw HTTPRefusal(426, "The version of WebSocket must be 13.")
    }
    guard let key = request.headers["Sec-WebSocket-Key"], Base64.decode(key)?.count == 16 else {
      throw HTTPRefusal(400, "Sec-WebSocket-Key must be 16 bytes in base64.")
    }
    return HTTPResponse(
      101,
      headers: ["Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": accept(key)])
  }

  /// The proof that the handshake was understood.
  static func accept(_ key: String) -> String {
    Base64.encode(SHA1.hash(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
  }
}
