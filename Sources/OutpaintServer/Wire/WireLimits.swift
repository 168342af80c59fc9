/// What a connection may ask for.
package struct WireLimits: Hashable, Sendable {
  /// Most bytes of a request's body or of a WebSocket message.
  package var messageBytes: Int

  /// Most connections at a time.
  package var connections: Int

  /// How long peers may take.
  package var slowPeers: SlowPeerRule

  package init(
    messageBytes: Int = 64 << 20, connections: Int = 4096, slowPeers: SlowPeerRule = SlowPeerRule()
  ) {
    self.messageBytes = messageBytes
    self.connections = connections
    self.slowPeers = slowPeers
  }
}
