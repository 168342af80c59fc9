import TaskSchema

/// Answers links to pictures, as browsers and clients expect it of a file (RFC 9110).
struct ImageFiles: Sendable {
  let pictures: PictureStore

  /// Answers GET and HEAD; no key is needed, as nobody guesses an identifier.
  func respond(to request: HTTPRequest, _ link: ImageLink) -> HTTPResponse {
    guard let entry = pictures.entry(link.uuid), let file = pictures.file(link.uuid) else {
      return HTTPResponse(404, "text/plain; charset=utf-8", "There is no picture \(link.uuid), or no longer.\n")
    }
    // A picture never changes under its identifier.
    let tag = "\"\(entry.uuid.text.lowercased())\""
    var headers: HTTPHeaders = [
      "ETag": tag, "Cache-Control": "public, max-age=31536000, immutable", "Accept-Ranges": "bytes",
      "X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
    ]
    if let wanted = request.headers["If-None-Match"], wanted == "*" || wanted.contains(tag) {
      return HTTPResponse(304, headers: headers)
    }
    headers.append("Content-Type", entry.format.mediaType)
    // Ranges are a matter of GET alone (RFC 9110, section 14.2).
    guard request.method == "GET", let wanted = request.headers["Range"],
      request.headers["If-Range"].map({ $0 == tag }) ?? true,
      let range = ByteRange(wanted, of: file.count)
    else { return HTTPResponse(200, headers: headers, body: file) }
    switch range {
    case .bytes(let range):
      headers.append("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.count)")
      return HTTPResponse(206, headers: headers, body: Array(file[range]))
    case .unsatisfiable:
      return HTTPResponse(416, headers: ["Content-Range": "bytes */\(file.count)"])
    }
  }
}

/// The header `Range` with one range of bytes (RFC 9110, section 14).
enum ByteRange: Hashable {
  case bytes(Range<Int>)
  case unsatisfiable

  /// Nil for what is not understood, several ranges among it: the whole file is right then.
  init?(_ text: String, of count: Int) {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, parts[0].trimmed.lowercased() == "bytes" else { return nil }
    let ends = parts[1].trimmed.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return nil }
    let (first, last) = (Self.number(ends[0]), Self.number(ends[1]))
    if first == nil && !ends[0].isEmpty || last == nil && !ends[1].isEmpty { return nil }
    switch (first, last) {
    case (let first?, let last?) where first <= last && first < count: self = .bytes(first..<min(count, last + 1))
    case (let first?, nil) where first < count: self = .bytes(first..<count)
    case (nil, let last?) where last > 0 && count > 0: self = .bytes(max(0, count - last)..<count)
    case (nil, nil): return nil
    case (let first?, let last?) where first > last: return nil
    default: self = .unsatisfiable
    }
  }

  private static func number(_ text: Substring) -> Int? {
    (1...15).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}
