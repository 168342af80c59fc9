import Foundation
import Synchronization

/// Ends the process on SIGINT and SIGTERM, but never in the middle of writing a file.
struct Interruption {
  private let sources: [any DispatchSourceSignal]

  /// Held while a file is written; a process that takes it for its end lets nobody write any more.
  private static let writing = NSLock()

  /// What a signal does instead of ending the process.
  private static let handler = Mutex<(@Sendable (CInt) -> Void)?>(nil)

  /// Calls `handler` on a signal from now on, instead of ending the process; nil ends the process again.
  static func handle(by handler: (@Sendable (CInt) -> Void)?) {
    self.handler.withLock { $0 = handler }
  }

  /// Handles both signals from now on.
  static func handle() -> Interruption {
    let queue = DispatchQueue(label: "signals")
    return Interruption(
      sources: [SIGINT, SIGTERM].map { number in
        // A dispatch source only sees signals that do not end the process first.
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler {
          if let handler = handler.withLock({ $0 }) { return handler(number) }
          writing.withLock {
            StandardError.write("\nInterrupted.\n")
            _exit(128 + number)
          }
        }
        source.resume()
        return source
      })
  }

  /// Handles them no longer.
  func cancel() {
    for source in sources { source.cancel() }
  }

  /// Runs `body` to its end even when a signal comes meanwhile.
  static func whileDeferred<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    writing.lock()
    defer { writing.unlock() }
    return try body()
  }
}
