import NIOConcurrencyHelpers
import NIOCore
import NIOPosix

/// Accepts connections on a port, and serves them.
///
/// NIO's event loops read and write, and do nothing else: whatever takes time goes to tasks.
final class Listener: Sendable {
  private let reception: Reception
  private let socket: any Channel

  /// Binds to an address.
  ///
  /// - Parameter port: 0 for any that is free.
  /// - Throws: ``ListenError``.
  init(host: String, port: UInt16, limits: WireLimits) throws(ListenError) {
    let reception = Reception(limits)
    self.reception = reception
    do {
      socket = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .serverChannelOption(.backlog, value: 1024)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        // Clients wait until there is somebody who answers.
        .serverChannelOption(.autoRead, value: false)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture { try reception.receive(channel) }
        }
        // Answers are written whole, so nothing is won by waiting for more.
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .childChannelOption(.socketOption(.so_keepalive), value: 1)
        // A client may say that it sends no more, and wait for its answer.
        .childChannelOption(.allowRemoteHalfClosure, value: true)
        .bind(to: SocketAddress(ipAddress: host, port: Int(port))).wait()
    } catch {
      throw ListenError(error, host: host, port: port)
    }
  }

  deinit { socket.close(promise: nil) }

  /// The port, also where 0 was asked for.
  var port: UInt16 { socket.localAddress?.port.flatMap { UInt16(exactly: $0) } ?? 0 }

  /// How many connections are open.
  var connections: Int { reception.register.count }

  /// Serves until ``close()``, and until the connections that are open then have ended.
  func serve(_ application: any Application) async throws {
    reception.application.withLockedValue { $0 = application }
    // Fails where the listener is closed already.
    _ = socket.setOption(.autoRead, value: true)
    try? await socket.closeFuture.get()
    await reception.register.drain()
  }

  /// Accepts no more connections; those that are idle end, others after the answers to what they have asked.
  ///
  /// WebSockets go on until ``abortAll()``.
  func close() {
    guard reception.register.close() else { return }
    socket.close(promise: nil)
    for channel in reception.register.channels {
      channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }
  }

  /// Ends every connection; WebSockets say so, and leave once the client has heard it.
  func abortAll() {
    for channel in reception.register.channels {
      channel.pipeline.fireUserInboundEventTriggered(Connection.Abort())
    }
  }
}

/// Receives connections as they are accepted.
private final class Reception: Sendable {
  let register: ConnectionRegister
  let application = NIOLockedValueBox<(any Application)?>(nil)
  private let limits: WireLimits

  init(_ limits: WireLimits) {
    self.limits = limits
    register = ConnectionRegister(limit: limits.connections)
  }

  func receive(_ channel: any Channel) throws {
    guard let application = application.withLockedValue({ $0 }) else { throw ChannelError.ioOnClosedChannel }
    switch register.admit(channel) {
    case .serve: try Connection.prepare(channel, application, limits)
    case .refuse: try Connection.refuse(channel, application, limits)
    case .drop: throw ChannelError.ioOnClosedChannel
    }
  }
}
