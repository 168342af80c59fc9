import Foundation
import OutpaintServer
import Synchronization

/// Runs a server until SIGINT or SIGTERM, and then until it has put its things in order; a second signal does not wait.
final class Shutdown: Sendable {
  private struct State {
    var isStopping = false
    var failure: (any Error)?
  }

  private let server: Server
  private let state = Mutex(State())

  init(_ server: Server) {
    self.server = server
  }

  func run() throws(CommandFailure) {
    Interruption.handle(by: { self.stop($0) })
    defer { Interruption.handle(by: nil) }
    let end = DispatchSemaphore(value: 0)
    Task {
      do {
        try await server.run()
      } catch {
        state.withLock { $0.failure = error }
      }
      end.signal()
    }
    end.wait()
    if let failure = state.withLock({ $0.failure }) {
      throw CommandFailure(.engineFailed, "The server failed: \(failure.reason).")
    }
  }

  private func stop(_ number: CInt) {
    let wasStopping = state.withLock { state in
      defer { state.isStopping = true }
      return state.isStopping
    }
    if wasStopping { _exit(128 + number) }
    Task { await server.stop() }
  }
}
