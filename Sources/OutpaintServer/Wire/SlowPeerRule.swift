import NIOCore

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

  /// How long a peer has to read the last answer and to hang up.
  package var farewell: Duration

  package init(
    grace: Duration = .seconds(20), bytesPerSecond: Int = 16_384, idle: Duration = .seconds(75),
    farewell: Duration = .seconds(5)
  ) {
    self.grace = grace
    self.bytesPerSecond = bytesPerSecond
    self.idle = idle
    self.farewell = farewell
  }

  /// Time for `count` bytes.
  package func time(for count: Int) -> Duration {
    grace + .milliseconds(count * 1000 / max(1, bytesPerSecond))
  }
}

/// Follows the bytes of one body, message or answer.
struct Pace {
  private let rule: SlowPeerRule
  private let start = NIODeadline.now()

  /// Bytes that have passed.
  var count = 0

  init(_ rule: SlowPeerRule) {
    self.rule = rule
  }

  /// When the peer is too slow, unless more bytes pass.
  var deadline: NIODeadline { start + TimeAmount(rule.time(for: count)) }
}
