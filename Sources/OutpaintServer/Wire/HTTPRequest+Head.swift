import NIOHTTP1
import TaskSchema

/// What is left to check once NIO has parsed a request's head (RFC 9112, sections 2 to 6).
extension HTTPRequest {
  /// - Throws: a refusal when the target is no path, or the head announces a body that would not be taken.
  init(_ head: HTTPRequestHead, limit: Int, start: ContinuousClock.Instant = .now) throws(HTTPRefusal) {
    let target = try RequestTarget(head.uri)
    self.init(
      head.method.rawValue, target.path, query: target.query, headers: HTTPHeaders(head.headers), start: start)
    if let coding = headers["Transfer-Encoding"], coding.lowercased() != "chunked" {
      throw HTTPRefusal(501, "Transfer-Encoding must be chunked, but \(coding.shortened(to: 40)) was given.")
    }
    if let length = headers["Content-Length"].flatMap({ Int($0) }), length > limit { throw .tooLarge(limit) }
  }

  /// Whether the client waits for leave to send the body (RFC 9110, section 10.1.1).
  var expectsContinue: Bool {
    headers.list("Expect", contains: "100-continue")
      && (headers["Transfer-Encoding"] != nil || headers["Content-Length"].map { $0 != "0" } ?? false)
  }

  /// Whether the client asks to go on with another protocol, whichever it is.
  ///
  /// NIO's parser reads nothing more on such a connection.
  var asksForUpgrade: Bool { headers["Upgrade"] != nil && headers.list("Connection", contains: "upgrade") }
}

extension NIOHTTPDecoderLimitConfiguration {
  /// Most bytes of a field, of all fields, and most fields of a request's head.
  static var head: Self {
    var limits = Self()
    limits.maxHeaderFieldSize = 16_384
    limits.maxHeaderListSize = 131_072
    limits.maxHeaderFieldCount = 100
    return limits
  }
}

extension HTTPRefusal {
  /// Puts an error of NIO's parser in words; nil when the peer left within a request, so that nobody is there to read.
  init?(_ error: HTTPParserError) {
    switch error {
    case .closedConnection, .invalidEOFState: return nil
    case .headerOverflow:
      let limits = NIOHTTPDecoderLimitConfiguration.head
      self.init(
        431,
        "A request's head may have at most \(limits.maxHeaderFieldCount) fields, \(limits.maxHeaderFieldSize) bytes "
          + "in a field and \(limits.maxHeaderListSize) bytes in all.")
    case .invalidVersion: self.init(505, "The version of HTTP must be 1.1 or 1.0.")
    case .invalidMethod, .invalidConstant:
      self.init(400, "The request's first line must be a method, a path and a version.")
    case .invalidURL: self.init(400, "The path of the request is not a valid one.")
    case .invalidHeaderToken:
      self.init(400, "Every header field must be a name, a colon and a value without control characters.")
    case .invalidContentLength: self.init(400, "Content-Length must be a number.")
    case .unexpectedContentLength:
      self.init(400, "A request may have one Content-Length at most, and none beside Transfer-Encoding.")
    case .invalidChunkSize: self.init(400, "The body is not made of chunks as it should be.")
    default: self.init(400, "The request is not proper HTTP/1.1.")
    }
  }

  static func tooLarge(_ limit: Int) -> HTTPRefusal {
    HTTPRefusal(413, "A request may have at most \(limit) bytes; send a smaller picture.")
  }

  static let tooSlow = HTTPRefusal(408, "The request took too long to arrive.")
}
