import Foundation
import Synchronization

/// Ends the process on SIGINT and SIGTERM, but never in the middle of writing a file.
struct Interruption {
  private let sources: [any DispatchSourceSignal]

  /// Held while a file is written; a process that takes it for its end lets nobody write any more.
  private static let writing = NSLock()

  /// What a signal does instead of ending the process.
  private static let handler = Mutex<(@Sendable (CInt) -> Void)?>(nil)

  /// What is done last before a signal ends the process.
  private static let lastDeed = Mutex<(@Sendable () -> Void)?>(nil)

  /// Calls `deed` before a signal ends the process; no file is being written then.
  static func beforeEnd(_ deed: @escaping @Sendable () -> Void) {
    lastDeed.withLock { $0 = deed }
  }

  /// Calls `handler` on a signal from now on, instead of ending the process; nil ends the process again.
  static func handle(by handler: (@Sendable (CInt) -> Void)?) {
    self.handler.withLock { $0 = handler }
  }

  /// Handles both signals from now on.
  ///
  /// A pipe that nobody reads any more and a file that may not grow are errors of writing from then on, and told as such.
  static func handle() -> Interruption {
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    let queue = DispatchQueue(label: "signals")
    return Interruption(
      sources: [SIGINT, SIGTERM].map { number in
        // A dispatch source only sees signals that do not end the process first.
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler {
          if let handler = handler.withLock({ $0 }) { return handler(number) }
          writing.withLock {
            lastDeed.withLock { $0 }?()
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
