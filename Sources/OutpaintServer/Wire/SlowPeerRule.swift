/// How much time a peer has: so much at once, and more for every byte that arrives.
///
/// A peer that trickles a byte a second is let go, one that sends 60 MB over a slow line is not.
package struct SlowPeerRule: Hashable, Sendable {
  /// Time for a request's head, and the head start of a body or message.
  package var grace: Duration

  /// Bytes that must pass in a second after that.
  package var bytesPerSecond: Int

  /// How long a connection may be idle between two requests.
  ///
  /// WebSockets may be idle for ever.
  package var idle: Duration

  package init(grace: Duration = .seconds(20), bytesPerSecond: Int = 16_384, idle: Duration = .seconds(75)) {
    self.grace = grace
    self.bytesPerSecond = bytesPerSecond
    self.idle = idle
  }

  /// Time for `count` bytes.
  package func time(for count: Int) -> Duration {
    grace + .milliseconds(count * 1000 / max(1, bytesPerSecond))
  }
}

/// Follows one body or message, and extends the peer's time as bytes arrive.
struct Pace {
  private let rule: SlowPeerRule
  private let start = ContinuousClock.now
  private var received = 0

  init(_ rule: SlowPeerRule) {
    self.rule = rule
  }

  /// Counts bytes, and returns the time that is left for the next ones.
  mutating func remaining(after count: Int) -> Duration {
    received += count
    return rule.time(for: received) - (ContinuousClock.now - start)
  }
}
