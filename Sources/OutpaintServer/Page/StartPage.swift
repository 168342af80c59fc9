import TaskExecution

/// The page that a browser shows at the server's address, on which everything can be tried.
///
/// Its files are part of the program; they use nothing but the API that other clients use.
struct StartPage: Sendable {
  private struct File: Sendable {
    let mediaType: String
    let bytes: [UInt8]
    let tag: String
  }

  private let files: [String: File]

  /// - Parameters:
  ///   - maximumSide: longest side of a canvas; nil for no limit.
  ///   - needsKey: whether one key alone is right, so that the page has to ask for it.
  init(maximumSide: Int?, needsKey: Bool) {
    let facts = [
      "maximumSide": maximumSide.map(String.init) ?? "", "needsKey": "\(needsKey)", "version": Engine.version,
    ]
    files = Dictionary(
      uniqueKeysWithValues: PageFile.all.map { file in
        let bytes = file.path == "/" ? Self.filled(file.bytes, with: facts) : file.bytes
        let tag = "\"\(String(Self.hash(bytes), radix: 16))\""
        return (file.path, File(mediaType: file.mediaType, bytes: bytes, tag: tag))
      })
  }

  /// Answers GET and HEAD of the page or of one of its files; nil for any other path.
  func respond(to request: HTTPRequest) -> HTTPResponse? {
    guard let file = files[request.path] else { return nil }
    // The browser asks every time, so that a newer server's page is seen at once.
    var headers: HTTPHeaders = [
      "ETag": file.tag, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": Self.policy, "Referrer-Policy": "no-referrer",
    ]
    if request.headers["If-None-Match"] == file.tag { return HTTPResponse(304, headers: headers) }
    headers.append("Content-Type", file.mediaType)
    return HTTPResponse(200, headers: headers, body: file.bytes)
  }

  /// Nothing from elsewhere, no script or style within the page; pictures that the visitor gives are `blob:`.
  private static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

  /// FNV-1a: enough to tell one version of a file from the next.
  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private static func filled(_ page: [UInt8], with facts: [String: String]) -> [UInt8] {
    var text = String(decoding: page, as: UTF8.self)
    for (name, value) in facts { text.replace("{{\(name)}}", with: value) }
    return Array(text.utf8)
  }
}
