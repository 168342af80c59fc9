import Testing

@testable import OutpaintServer

@Suite(.timeLimit(.minutes(5))) struct ListenerTests {
  @Test func `a port that is taken is named, with what to do`() throws {
    let first = try Listener(host: "127.0.0.1", port: 0, limits: .small)
    defer { first.close() }
    let error = #expect(throws: ListenError.self) {
      try Listener(host: "127.0.0.1", port: first.port, limits: .small)
    }
    #expect(error == .portInUse(first.port, host: "127.0.0.1"))
    #expect(
      error?.errorDescription
        == "port \(first.port) of 127.0.0.1 is in use by another program; choose another with --port, or 0 for any "
        + "that is free")
  }

  @Test func `an address that is none of this machine, or none at all, is named`() {
    #expect(throws: ListenError.noSuchAddress("192.0.2.1")) {
      try Listener(host: "192.0.2.1", port: 0, limits: .small)
    }
    #expect(throws: ListenError.notNumeric("localhost")) {
      try Listener(host: "localhost", port: 0, limits: .small)
    }
  }

  @Test func `a client that comes before the application waits for it`() async throws {
    let listener = try Listener(host: "127.0.0.1", port: 0, limits: .small)
    let client = try await WireClient(port: listener.port)
    try await client.send("GET /early HTTP/1.1\r\nConnection: close\r\n\r\n")
    let serving = Task { try await listener.serve(EchoApplication()) }
    #expect(String(decoding: await client.all(), as: UTF8.self).hasSuffix("GET /early "))
    listener.close()
    client.disconnect()
    try await serving.value
  }

  @Test func `a connection too many hears why`() async throws {
    let server = try WireServer(WireLimits(messageBytes: 100, connections: 2, slowPeers: .patient))
    let text = try await server.connect { first in
      try await server.connect { second in
        for client in [first, second] {
          try await client.send("GET /a HTTP/1.1\r\n\r\n")
          _ = await client.text(until: "GET /a")
        }
        return try await server.connect { String(decoding: await $0.all(), as: UTF8.self) }
      }
    }
    #expect(text.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
    #expect(text.contains("refused: There are too many connections"))
    // Places that are given back are given out again.
    while server.listener.connections > 0 { try await Task.sleep(for: .milliseconds(5)) }
    let again = try await server.connect { client in
      try await client.send("GET /b HTTP/1.1\r\n\r\n")
      return await client.text(until: "GET /b")
    }
    #expect(again.hasSuffix("GET /b "))
  }

  @Test func `a listener that closes ends idle connections, and answers what was asked`() async throws {
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let application = EchoApplication(work: {
      begin.yield()
      try? await Task.sleep(for: .milliseconds(200))
    })
    let server = try WireServer(application)
    try await server.connect { idle in
      try await server.connect { busy in
        try await idle.send("GET /a HTTP/1.1\r\n\r\n")
        _ = await idle.text(until: "GET /a")
        try await busy.send("GET /slow HTTP/1.1\r\n\r\n")
        _ = await begun.first { true }
        server.listener.close()
        #expect(await idle.all() == [])
        #expect(String(decoding: await busy.all(), as: UTF8.self).hasSuffix("slow"))
      }
    }
    try await server.ended()
    await #expect(throws: (any Error).self) { try await WireClient(port: server.listener.port) }
  }

  @Test func `WebSockets go on after close, and end with 1001`() async throws {
    let server = try WireServer()
    try await server.connect { client in
      _ = try await client.upgrade()
      server.listener.close()
      try await client.send(ClientFrame.text("result"))
      #expect(await client.frames(1) == [.text("result")])
      server.listener.abortAll()
      #expect(await client.allFrames().map(\.code) == [1001])
    }
    try await server.ended()
  }

  @Test func `hundreds of idle WebSockets are served`() async throws {
    let server = try WireServer(WireLimits(connections: 1000))
    var clients: [WireClient] = []
    for _ in 0..<300 { clients.append(try await WireClient(port: server.listener.port)) }
    for client in clients { _ = try await client.upgrade() }
    #expect(server.listener.connections == 300)
    for client in clients { try await client.send(ClientFrame.text("hello")) }
    for client in clients { #expect(await client.frames(1) == [.text("hello")]) }
    for client in clients { client.disconnect() }
    try await server.stop()
  }
}
