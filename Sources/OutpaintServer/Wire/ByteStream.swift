/// A connection's bytes, as HTTP and WebSocket see them; tests put memory in the place of a socket.
protocol ByteStream: Sendable {
  /// Waits for bytes, and returns at least one; none at the end of the stream.
  func read(atMost count: Int) async throws -> [UInt8]

  /// Returns when all bytes are handed to the system.
  func write(_ bytes: [UInt8]) async throws

  /// Sets how long the peer has for what is being read or written; nil for as long as it likes.
  func allow(_ time: Duration?)

  /// Tells the peer that nothing more will be written.
  func finishWriting()
}

/// Why a connection cannot go on.
enum WireError: Error, Hashable, Sendable {
  /// The peer closed the connection in the middle of a message.
  case truncated
  /// The peer took longer than it may.
  case timedOut
  /// The connection broke.
  case disconnected
}
