import Foundation

/// A connection to a server on this machine, by a plain socket: nothing here looks for a proxy or a name server.
final class LoopbackConnection {
  private let socket: Int32

  /// - Throws: also when the server does not answer within a minute, in what follows.
  init(port: UInt16) throws {
    socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { throw ChildProcess.SystemError(call: "socket", number: errno) }
    _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(socket, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let isConnected = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw ChildProcess.SystemError(call: "connect", number: errno) }
  }

  deinit { close(socket) }

  /// Sends one request, the connection's last, and returns all that the server says.
  func answer(_ method: String, _ path: String, body: String = "") throws -> String {
    try send(
      """
      \(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer key\r\nConnection: close\r\n\
      Content-Length: \(body.utf8.count)\r\n\r\n\(body)
      """)
    return try readToEnd()
  }

  func send(_ text: String) throws {
    var left = Array(text.utf8)[...]
    while !left.isEmpty {
      let count = left.withUnsafeBytes {
        Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw ChildProcess.SystemError(call: "send", number: errno) }
      left = left.dropFirst(count)
    }
  }

  func readToEnd() throws -> String {
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count >= 0 else { throw ChildProcess.SystemError(call: "recv", number: errno) }
      if count == 0 { return String(decoding: answer, as: UTF8.self) }
      answer += buffer.prefix(count)
    }
  }
}
