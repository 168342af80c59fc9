import NIOConcurrencyHelpers
import Testing

@testable import OutpaintServer

/// What happens to peers that take their time.
@Suite(.timeLimit(.minutes(5))) struct SlowPeerTests {
  private let hasty = WireLimits(messageBytes: 1 << 20, connections: 8, slowPeers: .hasty)

  @Test func `the time grows with what has arrived`() {
    let rule = SlowPeerRule(grace: .seconds(20), bytesPerSecond: 1000)
    #expect(rule.time(for: 0) == .seconds(20))
    #expect(rule.time(for: 60_000) == .seconds(80))
  }

  @Test(arguments: ["GET / HTTP/1.1\r\nA: ", "POST / HTTP/1.1\r\nContent-Length: 1000\r\n\r\n"])
  func `a request that trickles is refused with 408`(start: String) async throws {
    let text = try await WireServer(hasty).connect { client in
      try await client.send(start)
      let trickle = Task {
        while true {
          try await client.send("a")
          try await Task.sleep(for: .milliseconds(20))
        }
      }
      defer { trickle.cancel() }
      return String(decoding: await client.all(), as: UTF8.self)
    }
    #expect(text.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
    #expect(text.contains("refused: The request took too long"))
  }

  @Test func `a connection without a request ends in silence`() async throws {
    #expect(try await WireServer(hasty).connect { await $0.all() } == [])
    let text = try await WireServer(hasty).connect { client in
      try await client.send("GET /a HTTP/1.1\r\n\r\n")
      return String(decoding: await client.all(), as: UTF8.self)
    }
    #expect(text.hasSuffix("GET /a "))
  }

  @Test func `a message that trickles ends a WebSocket with 1008, silence does not`() async throws {
    let frames = try await WireServer(hasty).connect { client in
      _ = try await client.upgrade()
      try await Task.sleep(for: .milliseconds(1500))
      try await client.send(ClientFrame.text("still here"))
      let first = await client.frames(1)
      try await Task.sleep(for: .milliseconds(1500))
      try await client.send([0x81, 0xFE])
      return first + (await client.allFrames())
    }
    #expect(frames.first == .text("still here"))
    #expect(frames.dropFirst().map(\.code) == [1008])
  }

  @Test(arguments: [9, 10] as [UInt8])
  func `nothing has to follow a ping or a pong`(opcode: UInt8) async throws {
    let frames = try await WireServer(hasty).connect { client in
      _ = try await client.upgrade()
      try await client.send(ClientFrame.bytes(opcode, [1, 2]))
      try await Task.sleep(for: .milliseconds(1500))
      try await client.send(ClientFrame.text("still here"))
      return await client.frames(opcode == 9 ? 2 : 1)
    }
    #expect(frames.last == .text("still here"))
  }

  @Test func `pings give a message that was begun no more time`() async throws {
    let codes = try await WireServer(hasty).connect { client in
      _ = try await client.upgrade()
      try await client.send(ClientFrame.bytes(1, [65], isFinal: false))
      let pings = Task {
        while true {
          try await client.send(ClientFrame.bytes(9, []))
          try await Task.sleep(for: .milliseconds(100))
        }
      }
      defer { pings.cancel() }
      return await client.allFrames().compactMap(\.code)
    }
    #expect(codes == [1008])
  }

  @Test func `a client that reads nothing of an answer is cut off`() async throws {
    // More than the system keeps for a connection.
    let count = 20_000_000
    let (requests, continuation) = AsyncStream.makeStream(of: Void.self)
    let server = try WireServer(EchoApplication(asked: { continuation.yield() }), hasty)
    let received = try await server.connect { client in
      try await client.reads(false)
      try await client.send("GET /large?\(count) HTTP/1.1\r\nConnection: close\r\n\r\n")
      // Looking for the connection itself would miss one that has come and gone.
      _ = await requests.first { true }
      while server.listener.connections > 0 { try await Task.sleep(for: .milliseconds(5)) }
      try await client.reads(true)
      return await client.all().count
    }
    #expect(received < count)
  }

  @Test func `a client that takes longer than an idle one may, but reads on, gets its answer`() async throws {
    let rule = SlowPeerRule(grace: .seconds(20), idle: .seconds(5), farewell: .seconds(20))
    let limits = WireLimits(messageBytes: 100, connections: 8, slowPeers: rule)
    let count = 20_000_000
    let received = try await WireServer(limits).connect { client in
      try await client.reads(false)
      try await client.send("GET /large?\(count) HTTP/1.1\r\n\r\n")
      try await Task.sleep(for: .seconds(7))
      try await client.reads(true)
      return await client.all().count
    }
    #expect(received > count)
  }

  @Test func `a WebSocket client that reads nothing is cut off before much piles up`() async throws {
    let (ends, continuation) = AsyncStream.makeStream(of: Flood.Count.self)
    let text = String(repeating: "x", count: 1 << 20)
    let limits = WireLimits(messageBytes: 100, connections: 8, slowPeers: .patient, queuedBytes: 8 << 20)
    let server = try WireServer(EchoApplication(socket: { Flood(outbox: $0, text: text, continuation) }), limits)
    let count = try await server.connect { client in
      _ = try await client.upgrade()
      try await client.reads(false)
      try await client.send(ClientFrame.text("go"))
      return await ends.first { _ in true }
    }
    // The system keeps some megabytes for a connection, beside those of the limit.
    #expect(try #require(count).written < 24)
    #expect(try #require(count).refused >= 8)
  }

  /// Sends until it is cut off.
  private final class Flood: WebSocketClient {
    private let outbox: WebSocketOutbox
    private let text: String
    private let end: AsyncStream<Count>.Continuation
    private let count = NIOLockedValueBox(Count())

    struct Count {
      var written = 0
      var refused = 0
    }

    init(outbox: WebSocketOutbox, text: String, _ end: AsyncStream<Count>.Continuation) {
      self.outbox = outbox
      self.text = text
      self.end = end
    }

    func receive(_ message: [UInt8]) {
      for _ in 0..<40 {
        outbox.send(text) { isWritten in
          self.count.withLockedValue { if isWritten { $0.written += 1 } else { $0.refused += 1 } }
        }
      }
    }

    func disconnected() { end.yield(count.withLockedValue { $0 }) }
  }
}
