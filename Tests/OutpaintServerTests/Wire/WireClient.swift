import NIOCore
import NIOPosix
import Testing

/// A client that sends and gets bare bytes, so that a test can say anything.
///
/// It stands on NIO's sockets, as the server does: a socket that blocks would hold one of the few threads that tests
/// share with what they test. Nothing of HTTP and WebSocket is NIO's here.
final class WireClient: Sendable {
  private let channel: any Channel
  private let bytes: AsyncStream<[UInt8]>

  init(port: UInt16) async throws {
    let (bytes, continuation) = AsyncStream.makeStream(of: [UInt8].self)
    self.bytes = bytes
    channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Collector(continuation))
        }
      }
      .connect(host: "127.0.0.1", port: Int(port)).get()
  }

  /// Sends bytes; returns when the system has taken them.
  func send(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get() }

  func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  /// Says that nothing more will be sent.
  func finishSending() async throws { try await channel.close(mode: .output).get() }

  /// Takes nothing from the system any more, or everything again.
  func reads(_ isReading: Bool) async throws { try await channel.setOption(.autoRead, value: isReading).get() }

  func disconnect() { channel.close(promise: nil) }

  /// All that comes until the server ends the connection.
  func all() async -> [UInt8] { await get { _ in false } }

  /// All that comes until `isEnough`, or the end.
  func get(until isEnough: ([UInt8]) -> Bool) async -> [UInt8] {
    var got: [UInt8] = []
    for await part in bytes {
      got += part
      if isEnough(got) { break }
    }
    return got
  }

  /// All that comes until a text is there.
  func text(until end: String) async -> String {
    String(decoding: await get { String(decoding: $0, as: UTF8.self).contains(end) }, as: UTF8.self)
  }

  /// Hands on what comes.
  private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let continuation: AsyncStream<[UInt8]>.Continuation

    init(_ continuation: AsyncStream<[UInt8]>.Continuation) {
      self.continuation = continuation
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      continuation.yield(Array(Self.unwrapInboundIn(data).readableBytesView))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      if event as? ChannelEvent == .inputClosed { continuation.finish() }
    }

    func channelInactive(context: ChannelHandlerContext) { continuation.finish() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { continuation.finish() }
  }
}
