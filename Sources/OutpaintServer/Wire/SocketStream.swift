import FlyingSocks
import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A connection's socket.
final class SocketStream: ByteStream {
  private struct State {
    var deadline: ContinuousClock.Instant?
    var isLate = false
    var isClosed = false
  }

  private let socket: Socket
  private let pool: any AsyncSocketPool
  private let rule: SlowPeerRule
  private let state = Mutex(State())

  init(_ socket: Socket, pool: any AsyncSocketPool, rule: SlowPeerRule) throws {
    self.socket = socket
    self.pool = pool
    self.rule = rule
    try socket.setFlags(.nonBlocking)
    // Answers are written whole, so nothing is won by waiting for more.
    try socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: Int32(TCP_NODELAY)))
    try socket.setValue(true, for: BoolSocketOption(level: SOL_SOCKET, name: SO_KEEPALIVE))
  }

  func read(atMost count: Int) async throws -> [UInt8] {
    while true {
      do {
        return try socket.read(atMost: count)
      } catch SocketError.blocked {
        try await ready(for: .read)
      } catch SocketError.disconnected {
        if state.withLock({ $0.isLate }) { throw WireError.timedOut }
        return []
      }
    }
  }

  func write(_ bytes: [UInt8]) async throws {
    var pace = Pace(rule)
    let data = Data(bytes)
    var sent = data.startIndex
    while sent < data.endIndex {
      do {
        let end = try socket.write(data, from: sent)
        let time = pace.remaining(after: end - sent)
        sent = end
        if time < .zero { throw WireError.timedOut }
      } catch SocketError.blocked {
        try await ready(for: .write, within: pace.remaining(after: 0))
      }
    }
  }

  func allow(_ time: Duration?) {
    state.withLock { $0.deadline = time.map { ContinuousClock.now + $0 } }
  }

  func finishWriting() {
    state.withLock { if !$0.isClosed { shutdown(socket.file.rawValue, Int32(SHUT_WR)) } }
  }

  /// Ends the connection for both sides; whoever reads or writes wakes up.
  func abort() {
    state.withLock { state in
      state.isLate = true
      if !state.isClosed { shutdown(socket.file.rawValue, Int32(SHUT_RDWR)) }
    }
  }

  /// Wakes up a reader whose peer is late; an answer can still be written.
  func checkDeadline(_ now: ContinuousClock.Instant) {
    state.withLock { state in
      guard let deadline = state.deadline, deadline < now else { return }
      state.deadline = nil
      state.isLate = true
      if !state.isClosed { shutdown(socket.file.rawValue, Int32(SHUT_RD)) }
    }
  }

  /// Gives the socket back; nobody may be reading or writing any more.
  func close() {
    state.withLock { state in
      if !state.isClosed { try? socket.close() }
      state.isClosed = true
    }
  }

  private func ready(for events: Socket.Events) async throws {
    do {
      try await pool.suspendSocket(socket, untilReadyFor: events)
    } catch SocketError.disconnected where events == .read {
      // The next read tells how it ended.
    }
  }

  private func ready(for events: Socket.Events, within time: Duration) async throws {
    if time < .zero { throw WireError.timedOut }
    let slow = Task {
      try await Task.sleep(for: time)
      abort()
    }
    defer { slow.cancel() }
    try await pool.suspendSocket(socket, untilReadyFor: events)
  }
}
