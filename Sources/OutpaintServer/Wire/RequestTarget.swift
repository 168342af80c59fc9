/// The address within a request's first line: a path and a query (RFC 9112, section 3.2).
struct RequestTarget: Sendable {
  let path: String
  let query: [(name: String, value: String)]

  /// - Parameter text: the path with what follows it, or a whole address, as proxies send it.
  init(_ text: String) throws(HTTPRefusal) {
    var rest = text[...]
    for scheme in ["http://", "https://"] where rest.lowercased().hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
      rest = rest.firstIndex(of: "/").map { rest[$0...] } ?? "/"
    }
    rest = rest.prefix { $0 != "#" }
    let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, first.hasPrefix("/"), let path = Self.resolved(first),
      !path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") })
    else { throw HTTPRefusal(400, "The path of the request is not a valid one.") }
    if path.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }) {
      throw HTTPRefusal(400, "The path of a request may not hold `.` or `..`.")
    }
    self.path = path
    query = parts.count < 2 ? [] : Self.pairs(parts[1])
  }

  private static func pairs(_ text: Substring) -> [(name: String, value: String)] {
    text.split(separator: "&").compactMap { pair in
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = resolved(sides[0]) else { return nil }
      guard let value = sides.count == 2 ? resolved(sides[1]) : "" else { return nil }
      return (name, value)
    }
  }

  /// The text with its percent signs resolved; nil when that gives no UTF-8.
  private static func resolved(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let digits = String(rest.prefix(2)), digits.utf8.count == 2, !digits.hasPrefix("+"), !digits.hasPrefix("-"),
        let value = UInt8(digits, radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
