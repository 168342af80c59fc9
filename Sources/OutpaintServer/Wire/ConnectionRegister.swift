import NIOConcurrencyHelpers
import NIOCore

/// The open connections of a listener.
final class ConnectionRegister: Sendable {
  enum Admission {
    case serve
    /// One too many, which is told so.
    case refuse
    /// Too many to tell them so, or too late.
    case drop
  }

  private struct State {
    var channels: [ObjectIdentifier: any Channel] = [:]
    var isClosed = false
  }

  /// Connections that hear why they are refused, at a time.
  private static let mostRefused = 32

  private let state = NIOLockedValueBox(State())
  private let limit: Int

  /// - Parameter limit: most connections that are served at a time.
  init(limit: Int) {
    self.limit = limit
  }

  var count: Int { state.withLockedValue { $0.channels.count } }

  /// All connections.
  var channels: [any Channel] { state.withLockedValue { Array($0.channels.values) } }

  /// Takes a connection in, until it is closed.
  func admit(_ channel: any Channel) -> Admission {
    let admission = state.withLockedValue { state -> Admission in
      let count = state.channels.count
      if state.isClosed || count >= limit + Self.mostRefused { return .drop }
      state.channels[ObjectIdentifier(channel)] = channel
      return count < limit ? .serve : .refuse
    }
    if admission != .drop { channel.closeFuture.whenComplete { _ in self.remove(channel) } }
    return admission
  }

  /// Admits nobody any more; false when that was so before.
  func close() -> Bool {
    state.withLockedValue { state in
      defer { state.isClosed = true }
      return !state.isClosed
    }
  }

  /// Returns when all connections have ended.
  func drain() async {
    while let channel = state.withLockedValue({ $0.channels.first?.value }) {
      try? await channel.closeFuture.get()
      remove(channel)
    }
  }

  private func remove(_ channel: any Channel) {
    state.withLockedValue { $0.channels[ObjectIdentifier(channel)] = nil }
  }
}
