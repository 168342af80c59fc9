/// Where messages to one client go; tests put a list in the place of a WebSocket.
protocol MessageOutlet: AnyObject, Sendable {
  /// Sends a text message; never waits.
  ///
  /// - Parameter onOutcome: told whether the message was written.
  func send(_ text: String, onOutcome: @escaping @Sendable (Bool) -> Void)
}

extension MessageOutlet {
  func send(_ text: String) { send(text) { _ in } }
}

extension WebSocketOutbox: MessageOutlet {}
