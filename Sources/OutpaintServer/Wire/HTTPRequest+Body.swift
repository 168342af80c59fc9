import TaskSchema

/// Reading of a request's body (RFC 9112, sections 6 and 7).
extension HTTPRequest {
  /// How long a body is, as the head says.
  enum Framing: Hashable {
    case bytes(Int)
    case chunked
  }

  /// - Throws: a refusal when the head contradicts itself, or announces more than `limit` bytes.
  func framing(limit: Int) throws(HTTPRefusal) -> Framing {
    let lengths = Set(headers.all("Content-Length"))
    if let coding = headers["Transfer-Encoding"] {
      guard lengths.isEmpty else {
        throw HTTPRefusal(400, "A request may not have both Content-Length and Transfer-Encoding.")
      }
      guard coding.lowercased() == "chunked" else {
        throw HTTPRefusal(501, "Transfer-Encoding must be chunked, but \(coding.shortened(to: 40)) was given.")
      }
      return .chunked
    }
    guard let text = lengths.first else { return .bytes(0) }
    guard lengths.count == 1, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(text) else {
      throw HTTPRefusal(400, "Content-Length must be a number, but \(text.shortened(to: 40)) was given.")
    }
    if length > limit { throw Self.tooLarge(limit) }
    return .bytes(length)
  }

  static func readBody(
    _ framing: Framing, from reader: BufferedReader, limit: Int, rule: SlowPeerRule
  ) async throws -> [UInt8] {
    var pace = Pace(rule)
    reader.stream.allow(pace.remaining(after: 0))
    switch framing {
    case .bytes(let length):
      var body: [UInt8] = []
      // What is announced may never come, so memory is taken as it does.
      body.reserveCapacity(min(length, 1 << 20))
      try await append(length, to: &body, from: reader, &pace)
      return body
    case .chunked:
      var body: [UInt8] = []
      while true {
        let size = try await chunkSize(from: reader)
        if size == 0 { break }
        if size > limit - body.count { throw tooLarge(limit) }
        try await append(size, to: &body, from: reader, &pace)
        guard try await reader.line(limit: 0) != nil else {
          throw HTTPRefusal(400, "A chunk of the body is longer than it says.")
        }
      }
      try await skipTrailer(of: reader)
      return body
    }
  }

  private static func append(
    _ count: Int, to body: inout [UInt8], from reader: BufferedReader, _ pace: inout Pace
  ) async throws {
    var missing = count
    while missing > 0 {
      let bytes = try await reader.some(atMost: missing)
      body += bytes
      missing -= bytes.count
      reader.stream.allow(pace.remaining(after: bytes.count))
    }
  }

  private static func chunkSize(from reader: BufferedReader) async throws -> Int {
    let line = try await reader.line(limit: 1024).map { String(decoding: $0, as: UTF8.self) }
    let digits = line?.prefix { $0 != ";" }.trimmed ?? ""
    guard (1...8).contains(digits.utf8.count), digits.allSatisfy(\.isHexDigit), let size = Int(digits, radix: 16) else {
      throw HTTPRefusal(400, "The body is not made of chunks as it should be.")
    }
    return size
  }

  private static func skipTrailer(of reader: BufferedReader) async throws {
    for _ in 0...mostLines {
      guard let line = try await reader.line(limit: longestLine) else { break }
      if line.isEmpty { return }
    }
    throw HTTPRefusal(431, "Too much follows the last chunk of the body.")
  }

  private static func tooLarge(_ limit: Int) -> HTTPRefusal {
    HTTPRefusal(413, "A request may have at most \(limit) bytes; send a smaller picture.")
  }
}
