import Foundation
import NIOHTTP1

/// An answer to a request.
struct HTTPResponse: Sendable {
  var status: Int
  var headers: HTTPHeaders
  var body: [UInt8]

  init(_ status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  init(_ status: Int, _ type: String, _ text: String) {
    self.init(status, headers: ["Content-Type": type], body: Array(text.utf8))
  }

  /// The answer's first part as NIO writes it, with the time and, unless the answer says its own, the body's length.
  ///
  /// - Parameter closing: whether the connection ends after it.
  func head(closing: Bool) -> HTTPResponseHead {
    var head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: headers.fields)
    if headers["Content-Length"] == nil { head.headers.add(name: "Content-Length", value: "\(body.count)") }
    head.headers.add(name: "Date", value: HTTPDate.string(.now))
    if closing { head.headers.replaceOrAdd(name: "Connection", value: "close") }
    return head
  }
}
