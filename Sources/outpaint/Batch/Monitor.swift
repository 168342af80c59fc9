import Foundation

/// State that threads share: one at a time has it, and others can wait until it has changed.
///
/// The state is reached through the condition's lock alone; that is why sharing it is safe.
final class Monitor<State: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private var state: State

  init(_ state: State) {
    self.state = state
  }

  /// Waits until the state is as it should be, then runs `body` with it, and lets all that wait look again.
  func update<R, E: Error>(
    when isReady: (State) -> Bool = { _ in true }, _ body: (inout State) throws(E) -> R
  ) throws(E) -> R {
    condition.lock()
    defer { condition.unlock() }
    while !isReady(state) { condition.wait() }
    defer { condition.broadcast() }
    return try body(&state)
  }

  /// Waits for some time at most, and returns whether the state then is as it should be.
  func wait(seconds: Double, until isReady: (State) -> Bool) -> Bool {
    let deadline = Date(timeIntervalSinceNow: seconds)
    condition.lock()
    defer { condition.unlock() }
    while !isReady(state) {
      if !condition.wait(until: deadline) { return isReady(state) }
    }
    return true
  }
}
