import NIOConcurrencyHelpers
import Testing

@testable import OutpaintServer

@Suite struct WebSocketOutboxTests {
  /// Keeps what is written, and says that it was when a test wants.
  private final class MemorySink: WebSocketSink {
    struct State {
      var frames: [OutgoingFrame] = []
      var outcomes: [@Sendable (Bool) -> Void] = []
      var isAborted = false
    }

    let state = NIOLockedValueBox(State())

    var frames: [OutgoingFrame] { state.withLockedValue { $0.frames } }

    func write(_ frame: OutgoingFrame, onOutcome: @escaping @Sendable (Bool) -> Void) {
      state.withLockedValue { state in
        state.frames.append(frame)
        state.outcomes.append(onOutcome)
      }
    }

    func abort() { state.withLockedValue { $0.isAborted = true } }

    func finish(_ isWritten: Bool) {
      let outcomes = state.withLockedValue { state in
        defer { state.outcomes = [] }
        return state.outcomes
      }
      for outcome in outcomes { outcome(isWritten) }
    }
  }

  private final class Outcomes: Sendable {
    let values = NIOLockedValueBox<[Bool]>([])

    func add(_ value: Bool) { values.withLockedValue { $0.append(value) } }

    var all: [Bool] { values.withLockedValue { $0 } }
  }

  @Test func `what is given before the connection is there goes out first`() {
    let (outbox, sink) = (WebSocketOutbox(), MemorySink())
    outbox.send("a")
    outbox.pong([1])
    outbox.attach(sink)
    outbox.send("b")
    #expect(sink.frames == [.text("a"), .pong([1]), .text("b")])
  }

  @Test func `every message hears whether it was written`() {
    let (outbox, sink, outcomes) = (WebSocketOutbox(), MemorySink(), Outcomes())
    outbox.attach(sink)
    outbox.send("a", onOutcome: outcomes.add)
    #expect(outcomes.all == [])
    sink.finish(true)
    outbox.send("b", onOutcome: outcomes.add)
    sink.finish(false)
    outbox.close(.goingAway)
    outbox.send("c", onOutcome: outcomes.add)
    #expect(outcomes.all == [true, false, false])
    #expect(sink.frames.last == .close(.goingAway))
  }

  @Test func `messages that nobody will get hear so`() {
    let (outbox, outcomes) = (WebSocketOutbox(), Outcomes())
    outbox.send("a", onOutcome: outcomes.add)
    outbox.end()
    #expect(outcomes.all == [false])
  }

  @Test func `a client that lets more than the limit pile up is cut off, whatever a single message weighs`() {
    let (outbox, sink, outcomes) = (WebSocketOutbox(limit: 10), MemorySink(), Outcomes())
    outbox.attach(sink)
    outbox.send(String(repeating: "a", count: 50), onOutcome: outcomes.add)
    sink.finish(true)
    outbox.send(String(repeating: "a", count: 9), onOutcome: outcomes.add)
    #expect(!sink.state.withLockedValue { $0.isAborted })
    outbox.send("bb", onOutcome: outcomes.add)
    #expect(sink.state.withLockedValue { $0.isAborted })
    #expect(outcomes.all == [true, false])
  }
}
