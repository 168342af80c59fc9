import Synchronization

/// What goes out on one WebSocket: messages in the order in which they were given, written by one task.
///
/// Giving a message never waits, so neither reading nor working waits for a slow client. One that lets more than the
/// limit pile up is cut off.
final class WebSocketOutbox: Sendable {
  private struct Entry: Sendable {
    var bytes: [UInt8]
    var closes = false
    var onOutcome: @Sendable (Bool) -> Void = { _ in }
  }

  private struct State {
    var pending = 0
    var isOpen = true
  }

  private let entries: AsyncStream<Entry>
  private let continuation: AsyncStream<Entry>.Continuation
  private let state = Mutex(State())
  private let limit: Int

  /// - Parameter limit: most bytes that may wait.
  init(limit: Int = 256 << 20) {
    self.limit = limit
    (entries, continuation) = AsyncStream.makeStream()
  }

  /// Sends a text message.
  ///
  /// - Parameter onOutcome: told whether the message was written.
  func send(_ text: String, onOutcome: @escaping @Sendable (Bool) -> Void = { _ in }) {
    give(Entry(bytes: WebSocketFrame.encode(.text, Array(text.utf8)), onOutcome: onOutcome))
  }

  func pong(_ payload: [UInt8]) {
    give(Entry(bytes: WebSocketFrame.encode(.pong, payload)))
  }

  /// Closes the connection after all that was given before.
  func close(_ closure: WebSocketFrame.Closure) {
    give(Entry(bytes: WebSocketFrame.encode(closure), closes: true))
  }

  /// Takes nothing any more; what was not written never will be.
  func end() {
    state.withLock { $0.isOpen = false }
    continuation.finish()
  }

  /// Writes all that is given, until the connection ends.
  func run(on stream: any ByteStream) async {
    var isWritable = true
    for await entry in entries {
      if isWritable {
        do {
          try await stream.write(entry.bytes)
        } catch {
          isWritable = false
        }
      }
      state.withLock { $0.pending -= entry.bytes.count }
      entry.onOutcome(isWritable)
      if entry.closes || !isWritable {
        isWritable = false
        end()
        stream.finishWriting()
      }
    }
  }

  private func give(_ entry: Entry) {
    let isTaken = state.withLock { state in
      guard state.isOpen, state.pending + entry.bytes.count <= limit || state.pending == 0 else { return false }
      state.pending += entry.bytes.count
      return true
    }
    if isTaken, case .enqueued = continuation.yield(entry) { return }
    entry.onOutcome(false)
    if state.withLock({ $0.isOpen }) { end() }
  }
}
