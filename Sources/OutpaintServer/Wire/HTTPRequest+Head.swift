/// Parsing of a request's first lines (RFC 9112, sections 2 to 5).
extension HTTPRequest {
  /// Most bytes of a line, and most lines of a head.
  static let longestLine = 16_384
  static let mostLines = 100

  /// Reads the head of a request; nil when the connection ends before one.
  static func readHead(
    from reader: BufferedReader, rule: SlowPeerRule
  ) async throws -> (request: HTTPRequest, isVersion10: Bool)? {
    reader.stream.allow(rule.idle)
    if try await reader.isAtEnd() { return nil }
    let start = ContinuousClock.now
    reader.stream.allow(rule.grace)
    var first = try await line(from: reader)
    // Some clients end a body with a line break too many (RFC 9112, section 2.2).
    if first.isEmpty { first = try await line(from: reader) }
    let parts = first.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, isToken(parts[0]) else {
      throw HTTPRefusal(400, "The request's first line must be a method, a path and a version.")
    }
    guard parts[2] == "HTTP/1.1" || parts[2] == "HTTP/1.0" else {
      throw HTTPRefusal(505, "The version of HTTP must be 1.1 or 1.0.")
    }
    let target = try RequestTarget(String(parts[1]))
    var headers = HTTPHeaders()
    for _ in 0...mostLines {
      let line = try await line(from: reader)
      if line.isEmpty {
        let request = HTTPRequest(
          String(parts[0]), target.path, query: target.query, headers: headers, start: start)
        return (request, parts[2] == "HTTP/1.0")
      }
      guard let colon = line.firstIndex(of: ":"), isToken(line[..<colon]) else {
        throw HTTPRefusal(400, "Every header field must be a name, a colon and a value.")
      }
      headers.append(String(line[..<colon]), line[line.index(after: colon)...].trimmed)
    }
    throw HTTPRefusal(431, "A request may have at most \(mostLines) header fields.")
  }

  private static func line(from reader: BufferedReader) async throws -> String {
    guard let bytes = try await reader.line(limit: longestLine) else {
      throw HTTPRefusal(431, "A line of a request's head may have at most \(longestLine) bytes.")
    }
    guard let text = String(validating: bytes, as: UTF8.self),
      !bytes.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F })
    else { throw HTTPRefusal(400, "A request's head must be UTF-8 without control characters.") }
    return text
  }

  /// Whether a text is a method's or a field's name (RFC 9110, section 5.6.2).
  private static func isToken(_ text: some StringProtocol) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }
}
