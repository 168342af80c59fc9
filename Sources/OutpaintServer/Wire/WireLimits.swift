/// What a connection may ask for.
package struct WireLimits: Hashable, Sendable {
  /// Most bytes that wait unless an operator says otherwise.
  package static let queuedBytes = 256 << 20

  /// Most bytes of a request's body or of a WebSocket message.
  package var messageBytes: Int

  /// Most connections at a time.
  package var connections: Int

  /// How long peers may take.
  package var slowPeers: SlowPeerRule

  /// Most bytes that may wait for a WebSocket client to read them.
  package var queuedBytes: Int

  package init(
    messageBytes: Int = 64 << 20, connections: Int = 4096, slowPeers: SlowPeerRule = SlowPeerRule(),
    queuedBytes: Int = Self.queuedBytes
  ) {
    self.messageBytes = messageBytes
    self.connections = connections
    self.slowPeers = slowPeers
    self.queuedBytes = queuedBytes
  }
}
