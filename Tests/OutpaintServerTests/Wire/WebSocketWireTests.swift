import NIOConcurrencyHelpers
import Testing

@testable import OutpaintServer

/// WebSocket over a socket, from bytes to bytes.
@Suite(.timeLimit(.minutes(5))) struct WebSocketWireTests {
  /// The frames that a client gets which sends `bytes` on a WebSocket, until the server ends the connection.
  private func frames(_ bytes: [UInt8], _ limits: WireLimits = .small) async throws -> [ServerFrame] {
    try await WireServer(limits).connect { client in
      _ = try await client.upgrade()
      try await client.send(bytes)
      return await client.allFrames()
    }
  }

  @Test func `the handshake's proof is that of RFC 6455`() async throws {
    let text = try await WireServer().connect { try await $0.upgrade() }
    #expect(text.hasPrefix("HTTP/1.1 101 Switching Protocols\r\n"))
    #expect(text.lowercased().contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=\r\n"))
    #expect(text.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
  }

  @Test(arguments: [
    ("GET / ", "GET /elsewhere ", "404", "no socket here"),
    ("Version: 13", "Version: 12", "426", "refused: "),
    ("Key: dGhlIHNhbXBsZSBub25jZQ==", "Key: short", "400", "refused: Sec-WebSocket-Key"),
    ("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "", "400", "refused: Sec-WebSocket-Key"),
  ]) func `a WebSocket that is not taken is answered by HTTP`(
    part: String, other: String, status: String, body: String
  ) async throws {
    let handshake = ClientFrame.handshake.replacing("/?x=1", with: "/").replacing(part, with: other)
    let text = try await WireServer().connect { client in
      try await client.send(handshake)
      return String(decoding: await client.all(), as: UTF8.self)
    }
    #expect(text.hasPrefix("HTTP/1.1 \(status) "))
    #expect(text.contains("\r\n\r\n\(body)"))
  }

  @Test func `a WebSocket that is asked for later than first is refused in words`() async throws {
    let text = try await WireServer().connect { client in
      try await client.send("GET /a HTTP/1.1\r\n\r\n" + ClientFrame.handshake)
      return String(decoding: await client.all(), as: UTF8.self)
    }
    #expect(text.contains("GET /a HTTP/1.1 400 Bad Request\r\n"))
    #expect(text.contains("first request of a connection"))
  }

  @Test(arguments: [1, 125, 126, 65_535, 65_536, 100_000]) func `a message of any length is taken and given`(
    count: Int
  ) async throws {
    let text = String(repeating: "ä", count: count / 2) + String(repeating: "x", count: count % 2)
    let frames = try await frames(ClientFrame.text(text) + ClientFrame.close(1000))
    #expect(frames == [.text(text), ServerFrame(opcode: 8, payload: [0x03, 0xE8])])
  }

  @Test func `a message may come with the handshake, and in pieces of a byte`() async throws {
    let frames = try await WireServer().connect { client in
      try await client.send(Array(ClientFrame.handshake.utf8) + ClientFrame.text("one"))
      for byte in ClientFrame.text("two") + ClientFrame.close(1001) { try await client.send([byte]) }
      let bytes = await client.all()
      let end = try #require(bytes.indices.first { bytes[..<$0].suffix(4) == [13, 10, 13, 10] })
      return ServerFrame.all(in: Array(bytes[end...]))
    }
    #expect(frames == [.text("one"), .text("two"), ServerFrame(opcode: 8, payload: [0x03, 0xE9])])
  }

  @Test func `fragments are put together, with a ping between them, and binary is as good as text`() async throws {
    let frames = try await frames(
      ClientFrame.bytes(1, Array("out".utf8), isFinal: false) + ClientFrame.bytes(9, [1, 2])
        + ClientFrame.bytes(0, Array("pa".utf8), isFinal: false) + ClientFrame.bytes(0, Array("int".utf8))
        + ClientFrame.bytes(2, Array("b".utf8)) + ClientFrame.bytes(8, []))
    #expect(frames.prefix(3) == [ServerFrame(opcode: 10, payload: [1, 2]), .text("outpaint"), .text("b")])
    #expect(frames.last?.opcode == 8)
  }

  @Test func `a message may come in thousands of fragments`() async throws {
    let fragment = ClientFrame.bytes(0, Array("abcd".utf8), isFinal: false)
    let first = ClientFrame.bytes(1, Array("abcd".utf8), isFinal: false)
    let bytes = first + [[UInt8]](repeating: fragment, count: 4999).joined()
    let frames = try await frames(bytes + ClientFrame.bytes(0, []) + ClientFrame.close(1000))
    #expect(frames.first == .text(String(repeating: "abcd", count: 5000)))
  }

  @Test(arguments: [
    [0x81, 0xFF, 0, 0, 0x01] + [UInt8](repeating: 0, count: 5) + ClientFrame.mask,  // announced only
    [0x81, 0xFF] + [UInt8](repeating: 0xFF, count: 8) + ClientFrame.mask,
    ClientFrame.bytes(1, [UInt8](repeating: 65, count: 100_001)),
    ClientFrame.bytes(1, [UInt8](repeating: 65, count: 60_000), isFinal: false)
      + ClientFrame.bytes(0, [UInt8](repeating: 65, count: 60_000)),
  ]) func `a message over the limit ends the connection with 1009`(bytes: [UInt8]) async throws {
    #expect(try await frames(bytes).map(\.code) == [1009])
  }

  @Test(arguments: [
    ClientFrame.bytes(1, [65], isMasked: false),
    [0xC1, 0x80] + ClientFrame.mask,  // compressed, which nobody agreed on
    ClientFrame.bytes(3, []),  // unknown kind
    ClientFrame.bytes(9, [], isFinal: false),  // a split ping
    ClientFrame.bytes(9, [UInt8](repeating: 0, count: 126)),  // a long ping
    ClientFrame.bytes(0, [65]),  // nothing to continue
    ClientFrame.bytes(1, [65], isFinal: false) + ClientFrame.bytes(1, [66]),  // not continued
    ClientFrame.bytes(8, [3]),  // half a code
    ClientFrame.close(1005),  // a code that is never sent
    ClientFrame.bytes(8, [0x03, 0xE8, 0xFF]),  // a reason that is no text
  ]) func `a client that breaks the rules hears 1002`(bytes: [UInt8]) async throws {
    #expect(try await frames(bytes).map(\.code) == [1002])
  }

  @Test func `text that is not UTF-8 ends the connection with 1007, binary does not`() async throws {
    #expect(try await frames(ClientFrame.bytes(1, [65, 0xFF])).map(\.code) == [1007])
    #expect(try await frames(ClientFrame.bytes(2, [65, 0xFF]) + ClientFrame.close(1000)).map(\.opcode) == [1, 8])
  }

  @Test func `the application hears once that a client has gone, however it went`() async throws {
    let (ends, continuation) = AsyncStream.makeStream(of: Void.self)
    let server = try WireServer(
      EchoApplication(socket: { EchoSocket(outbox: $0) { continuation.yield() } }))
    var iterator = ends.makeAsyncIterator()
    try await server.connect { client in
      _ = try await client.upgrade()
      try await client.send(ClientFrame.close(1000))
      _ = await client.all()
    }
    await iterator.next()
    try await server.connect { client in _ = try await client.upgrade() }
    await iterator.next()
    try await server.stop()
    continuation.finish()
    #expect(await iterator.next() == nil)
  }

  @Test func `pings are answered while a message is worked on`() async throws {
    let gate = Gate()
    let frames = try await WireServer(EchoApplication(socket: { SlowSocket(outbox: $0, gate: gate) })).connect {
      client in
      _ = try await client.upgrade()
      try await client.send(ClientFrame.text("work") + ClientFrame.bytes(9, [7]))
      let first = await client.frames(1)
      gate.open()
      return first + (await client.frames(1))
    }
    #expect(frames == [ServerFrame(opcode: 10, payload: [7]), .text("done")])
  }

  /// Answers a message after a test lets it.
  private final class SlowSocket: WebSocketClient {
    private let outbox: WebSocketOutbox
    private let gate: Gate

    init(outbox: WebSocketOutbox, gate: Gate) {
      self.outbox = outbox
      self.gate = gate
    }

    func receive(_ message: [UInt8]) {
      Task {
        await gate.wait()
        outbox.send("done")
      }
    }

    func disconnected() {}
  }

  /// Opens once.
  private final class Gate: Sendable {
    private let stream = AsyncStream.makeStream(of: Void.self)

    func open() { stream.continuation.finish() }

    func wait() async {
      for await _ in stream.stream {}
    }
  }
}
