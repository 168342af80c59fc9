import NIOConcurrencyHelpers

/// What goes out on a WebSocket.
enum OutgoingFrame: Hashable, Sendable {
  case text(String)
  case pong([UInt8])
  case close(WebSocketClosure)

  /// Bytes that it keeps in memory.
  var count: Int {
    switch self {
    case .text(let text): text.utf8.count
    case .pong(let payload): payload.count
    case .close(let closure): closure.reason.utf8.count
    }
  }
}

/// Where an outbox's frames go: a connection, or memory in tests.
protocol WebSocketSink: Sendable {
  /// Writes a frame after those that were given before; never waits.
  ///
  /// - Parameter onOutcome: told whether the frame was written.
  func write(_ frame: OutgoingFrame, onOutcome: @escaping @Sendable (Bool) -> Void)

  /// Ends the connection at once.
  func abort()
}

/// What goes out on one WebSocket: messages in the order in which they were given.
///
/// Giving a message never waits, so neither reading nor working waits for a slow client. NIO keeps what is not yet
/// written, of any size, so the bytes are counted here: a client that lets more than the limit pile up is cut off.
final class WebSocketOutbox: Sendable {
  private struct Entry: Sendable {
    var frame: OutgoingFrame
    var onOutcome: @Sendable (Bool) -> Void
  }

  private struct State {
    var sink: (any WebSocketSink)?
    /// What was given before the connection became a WebSocket.
    var early: [Entry] = []
    var pending = 0
    var isOpen = true
  }

  private enum Decision {
    case write(any WebSocketSink)
    case keep
    case refuse
    case cutOff((any WebSocketSink)?)
  }

  private let state = NIOLockedValueBox(State())
  private let limit: Int

  /// - Parameter limit: most bytes that may wait, unless it is a single message.
  init(limit: Int = WireLimits.queuedBytes) {
    self.limit = limit
  }

  /// Sends a text message.
  ///
  /// - Parameter onOutcome: told whether the message was written.
  func send(_ text: String, onOutcome: @escaping @Sendable (Bool) -> Void = { _ in }) {
    give(Entry(frame: .text(text), onOutcome: onOutcome))
  }

  func pong(_ payload: [UInt8]) {
    give(Entry(frame: .pong(payload)) { _ in })
  }

  /// Closes the connection after all that was given before.
  func close(_ closure: WebSocketClosure) {
    give(Entry(frame: .close(closure)) { _ in })
  }

  /// Takes nothing any more.
  func end() {
    let early = state.withLockedValue { state in
      state.isOpen = false
      defer { state.early = [] }
      return state.early
    }
    for entry in early { entry.onOutcome(false) }
  }

  /// Begins to write, first what was given already.
  func attach(_ sink: any WebSocketSink) {
    while true {
      let entries = state.withLockedValue { state in
        if state.early.isEmpty { state.sink = sink }
        defer { state.early = [] }
        return state.early
      }
      if entries.isEmpty { return }
      for entry in entries { write(entry, to: sink) }
    }
  }

  private func give(_ entry: Entry) {
    switch state.withLockedValue({ Self.decide(on: entry, limit, &$0) }) {
    case .write(let sink): write(entry, to: sink)
    case .keep: break
    case .refuse: entry.onOutcome(false)
    case .cutOff(let sink):
      entry.onOutcome(false)
      end()
      sink?.abort()
    }
  }

  private static func decide(on entry: Entry, _ limit: Int, _ state: inout State) -> Decision {
    guard state.isOpen else { return .refuse }
    guard state.pending + entry.frame.count <= limit || state.pending == 0 else { return .cutOff(state.sink) }
    state.pending += entry.frame.count
    if case .close = entry.frame { state.isOpen = false }
    if let sink = state.sink { return .write(sink) }
    state.early.append(entry)
    return .keep
  }

  private func write(_ entry: Entry, to sink: any WebSocketSink) {
    sink.write(entry.frame) { isWritten in
      self.state.withLockedValue { $0.pending -= entry.frame.count }
      entry.onOutcome(isWritten)
    }
  }
}
