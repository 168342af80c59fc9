import FlyingSocks
import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Accepts connections on a port, and serves each in a task of its own.
final class Listener: Sendable {
  private struct State {
    var streams: [Int: SocketStream] = [:]
    var next = 0
    var isClosed = false
  }

  private let socket: Socket
  private let pool: any AsyncSocketPool
  private let limits: WireLimits
  private let state = Mutex(State())

  /// Binds to an address.
  ///
  /// - Parameter port: 0 for any that is free.
  /// - Throws: the system's reason, in words.
  init(host: String, port: UInt16, limits: WireLimits) throws {
    self.limits = limits
    pool = .make(maxEvents: 256)
    socket = try Self.bound(host, port)
    try socket.listen()
    try socket.setFlags(.nonBlocking)
  }

  /// The port, also where 0 was asked for.
  var port: UInt16 {
    switch try? socket.sockname() {
    case .ip4(_, let port), .ip6(_, let port): port
    default: 0
    }
  }

  /// How many connections are open.
  var connections: Int { state.withLock { $0.streams.count } }

  /// Serves until ``close()``; the connections that are open then go on until ``abortAll()``.
  func serve(_ application: any Application) async throws {
    try await pool.prepare()
    await withTaskGroup(of: Void.self) { group in
      // Both go on until they are cancelled.
      group.addTask { try? await self.pool.run() }
      group.addTask { try? await self.watch() }
      await withDiscardingTaskGroup { connections in
        while let socket = await accept() {
          guard let (id, stream) = admit(socket) else { continue }
          connections.addTask {
            await HTTPConnection(stream, application: application, limits: self.limits).serve()
            self.state.withLock { $0.streams[id] = nil }
            stream.close()
          }
        }
      }
      group.cancelAll()
    }
  }

  /// Accepts no more connections.
  func close() {
    state.withLock { $0.isClosed = true }
    // Wakes up whoever waits for a connection.
    shutdown(socket.file.rawValue, Int32(SHUT_RDWR))
  }

  /// Ends every connection at once.
  func abortAll() {
    for stream in state.withLock({ Array($0.streams.values) }) { stream.abort() }
  }

  /// The next connection; nil when the listener was closed.
  private func accept() async -> Socket? {
    while !state.withLock({ $0.isClosed }) {
      do {
        return Socket(file: try socket.accept().file)
      } catch {
        do {
          guard error as? SocketError == .blocked else { throw error }
          try await pool.suspendSocket(socket, untilReadyFor: .read)
        } catch {
          // Too few descriptors, perhaps, or a peer that left at once: there will be others.
          try? await Task.sleep(for: .milliseconds(20))
        }
      }
    }
    try? socket.close()
    return nil
  }

  private func admit(_ socket: Socket) -> (id: Int, stream: SocketStream)? {
    guard let stream = try? SocketStream(socket, pool: pool, rule: limits.slowPeers) else {
      try? socket.close()
      return nil
    }
    let id = state.withLock { state -> Int? in
      if state.streams.count >= limits.connections { return nil }
      state.next += 1
      state.streams[state.next] = stream
      return state.next
    }
    if let id { return (id, stream) }
    // Best effort: a peer that cannot take a line at once is not waited for.
    let refusal = HTTPResponse(503, "text/plain", "Too many connections.\n")
    _ = try? socket.write(Data(refusal.head(closing: true) + refusal.body))
    stream.close()
    return nil
  }

  /// Looks after slow peers.
  private func watch() async throws {
    while true {
      try await Task.sleep(for: .seconds(1))
      let now = ContinuousClock.now
      for stream in state.withLock({ Array($0.streams.values) }) { stream.checkDeadline(now) }
    }
  }

  private static func bound(_ host: String, _ port: UInt16) throws -> Socket {
    if host.contains(":") { return try bound(to: sockaddr_in6.inet6(ip6: host, port: port)) }
    return try bound(to: sockaddr_in.inet(ip4: host, port: port))
  }

  private static func bound(to address: some SocketAddress) throws -> Socket {
    let socket = try Socket(domain: Int32(type(of: address).family))
    do {
      try socket.setValue(true, for: .localAddressReuse)
      try socket.bind(to: address)
      return socket
    } catch {
      try? socket.close()
      throw error
    }
  }
}
