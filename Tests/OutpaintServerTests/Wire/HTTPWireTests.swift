import Foundation
import Testing

@testable import OutpaintServer

/// HTTP over a socket, from bytes to bytes.
@Suite(.timeLimit(.minutes(5))) struct HTTPWireTests {
  /// What a client gets that sends `text`, until the server ends the connection.
  private func answer(_ text: String, inPiecesOf size: Int = .max, _ limits: WireLimits = .small) async throws -> String
  {
    try await WireServer(limits).connect { client in
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        try await client.send(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
      return String(decoding: await client.all(), as: UTF8.self)
    }
  }

  @Test(arguments: [1, 7, .max]) func `requests follow each other on a connection, also before the answers`(
    size: Int
  ) async throws {
    let text = try await answer(
      """
      GET /slow HTTP/1.1\r\n\r\nPOST /a%20b?x=1 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc\
      PUT /c HTTP/1.1\r\nConnection: close\r\n\r\n
      """, inPiecesOf: size)
    #expect(text.split(separator: "\r\n\r\n").count == 4)
    #expect(text.contains("\r\n\r\nslowHTTP/1.1 200 OK\r\n"))
    #expect(text.contains("\r\n\r\nPOST /a b abcHTTP/1.1 200 OK\r\n"))
    #expect(text.hasSuffix("Connection: close\r\n\r\nPUT /c "))
  }

  @Test(arguments: [1, 4, .max]) func `a body may come in chunks`(size: Int) async throws {
    let text = try await answer(
      """
      POST / HTTP/1.1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n\
      3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nTrailer: 1\r\n\r\n
      """, inPiecesOf: size)
    #expect(text.hasSuffix("POST / abcdefg"))
  }

  @Test(arguments: ["Content-Length: 1", "Transfer-Encoding: chunked"])
  func `a client that waits for leave to send gets it`(framing: String) async throws {
    let text = try await WireServer().connect { client in
      try await client.send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nConnection: close\r\n\(framing)\r\n\r\n")
      let leave = await client.text(until: "\r\n\r\n")
      #expect(leave == "HTTP/1.1 100 Continue\r\n\r\n")
      try await client.send(framing.hasPrefix("C") ? "a" : "1\r\na\r\n0\r\n\r\n")
      return String(decoding: await client.all(), as: UTF8.self)
    }
    #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(text.hasSuffix("POST / a"))
  }

  @Test func `HEAD is answered without a body, but with its length`() async throws {
    let text = try await answer("HEAD /x HTTP/1.1\r\nConnection: close\r\n\r\n")
    #expect(text.contains("Content-Length: 8\r\n"))
    #expect(text.hasSuffix("\r\n\r\n"))
  }

  @Test func `every answer has a date`() async throws {
    #expect(HTTPDate.string(Date(timeIntervalSince1970: 784_111_777)) == "Sun, 06 Nov 1994 08:49:37 GMT")
    let before = HTTPDate.string(.now)
    for request in ["GET / HTTP/1.0\r\n\r\n", "nonsense\r\n\r\n"] {
      let text = try await answer(request)
      let dates = text.split(separator: "\r\n").filter { $0.hasPrefix("Date: ") }.map { $0.dropFirst(6) }
      #expect(dates.count == 1)
      // The day, and it may have become another one in between.
      #expect([before, HTTPDate.string(.now)].contains { dates[0].hasPrefix($0.prefix(16)) }, "\(dates)")
    }
  }

  @Test func `an OPTIONS request and one of HTTP 1.0 are answered`() async throws {
    #expect(try await answer("OPTIONS / HTTP/1.1\r\nConnection: close\r\n\r\n").hasSuffix("OPTIONS / "))
    // Nobody has to ask an HTTP/1.0 connection to end.
    #expect(try await answer("GET /old HTTP/1.0\r\n\r\n").hasSuffix("GET /old "))
  }

  @Test(arguments: [
    ("nonsense\r\n\r\n", 400),
    ("GET / HTTP/2\r\n\r\n", 505),
    ("GET / HTTP/2.0\r\n\r\n", 505),
    ("GET /../x HTTP/1.1\r\n\r\n", 400),
    ("GET /%2e%2e/x HTTP/1.1\r\n\r\n", 400),
    ("GET /%ff HTTP/1.1\r\n\r\n", 400),
    ("GET x HTTP/1.1\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nA: \u{1}\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nA: " + String(repeating: "a", count: 17_000), 431),
    ("GET /" + String(repeating: "a", count: 17_000), 431),
    ("GET / HTTP/1.1\r\n" + String(repeating: "A: b\r\n", count: 102) + "\r\n", 431),
    ("GET / HTTP/1.1\r\n" + String(repeating: "A: \(String(repeating: "b", count: 5000))\r\n", count: 30), 431),
    ("POST / HTTP/1.1\r\nContent-Length: 100001\r\n\r\n", 413),
    ("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 100001\r\n\r\n", 413),
    ("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
    ("POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", 400),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n", 400),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n186a1\r\n" + String(repeating: "a", count: 100_001), 413),
  ]) func `what is no proper request is refused in words, and the connection ends`(
    text: String, status: Int
  ) async throws {
    let answer = try await answer(text)
    #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
    #expect(answer.contains("Connection: close\r\n"))
    #expect(answer.contains("\r\n\r\nrefused: "))
  }

  @Test func `a refusal follows the answers to the requests before it`() async throws {
    let text = try await answer("GET /slow HTTP/1.1\r\n\r\nnonsense\r\n\r\n")
    #expect(text.contains("\r\n\r\nslowHTTP/1.1 400 Bad Request\r\n"))
  }

  @Test func `a client that goes on sending still reads why its request was refused`() async throws {
    let text = try await WireServer().connect { client in
      try await client.send("POST / HTTP/1.1\r\nContent-Length: 50000000\r\n\r\n")
      let sending = Task {
        for _ in 0..<50 { try await client.send([UInt8](repeating: 0, count: 100_000)) }
      }
      defer { sending.cancel() }
      return String(decoding: await client.all(), as: UTF8.self)
    }
    #expect(text.hasPrefix("HTTP/1.1 413 "))
    #expect(text.contains("at most 100000 bytes"))
  }

  @Test func `a connection that ends within a request gets no answer`() async throws {
    let text = try await WireServer().connect { client in
      try await client.send("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab")
      try await client.finishSending()
      return await client.all()
    }
    #expect(text == [])
  }

  @Test func `a client that says it sends no more gets its answers`() async throws {
    let text = try await WireServer().connect { client in
      try await client.send("GET /slow HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n")
      try await client.finishSending()
      return String(decoding: await client.all(), as: UTF8.self)
    }
    #expect(text.contains("\r\n\r\nslowHTTP/1.1 200 OK\r\n"))
    #expect(text.hasSuffix("GET /b "))
  }

  @Test func `a large answer arrives whole`() async throws {
    let bytes = try await WireServer().connect { client in
      try await client.send("GET /large?6000000 HTTP/1.1\r\nConnection: close\r\n\r\n")
      return await client.all()
    }
    #expect(bytes.suffix(6_000_000) == [UInt8](repeating: 7, count: 6_000_000)[...])
  }

  @Test func `a request for another protocol than WebSocket is answered as any other`() async throws {
    // Java's client sends this with its first request.
    let text = try await answer(
      """
      POST /a HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\
      Content-Length: 3\r\n\r\nabc
      """)
    #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(text.hasSuffix("POST /a abc"))
  }
}
