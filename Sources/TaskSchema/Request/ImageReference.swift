/// What `inputs.image` names or holds.
public enum ImageReference: Hashable, Sendable {
  /// An uploaded picture or an earlier result.
  case uuid(UUIDText)
  /// A picture within the request, as a data URI. The media type is what the client claims; the bytes decide.
  case dataURI(mediaType: String, bytes: [UInt8])
  /// A picture within the request, as bare base64.
  case base64([UInt8])
  /// An `http` or `https` address.
  case url(String)
  /// A file on this machine; only where ``RequestRules/acceptsLocalPaths`` allows it.
  case path(String)
}

extension ImageReference {
  /// Why a text is no reference to a picture, as the end of a message.
  public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
  }

  /// Tells the forms apart in the order UUID, data URI, URL, base64.
  ///
  /// Where paths are accepted, base64 that does not begin like a PNG, JPEG or WebP file is taken for a path, as is
  /// any other text.
  public init(_ text: String, acceptsLocalPaths: Bool = false) throws(Problem) {
    if let uuid = UUIDText(text) {
      self = .uuid(uuid)
    } else if text.hasCaseInsensitivePrefix("data:") {
      self = try Self.parseDataURI(text)
    } else if text.hasCaseInsensitivePrefix("http://") || text.hasCaseInsensitivePrefix("https://") {
      if text.utf8.contains(where: { $0 <= 0x20 }) { throw Problem(description: "a URL holds no spaces") }
      self = .url(text)
    } else if text.utf8.allSatisfy({ $0 <= 0x20 }) {
      throw Problem(description: "the text is empty")
    } else if acceptsLocalPaths {
      self = try Self.parsePathOrBase64(text)
    } else if let bytes = Base64.decode(text) {
      self = .base64(bytes)
    } else {
      throw Problem(description: Self.whatElse(text))
    }
  }

  private static func parseDataURI(_ text: String) throws(Problem) -> ImageReference {
    guard let comma = text.utf8.firstIndex(of: UInt8(ascii: ",")) else {
      throw Problem(description: "a data URI has a comma before its data")
    }
    let header = text[..<comma].dropFirst("data:".utf8.count)
    let parts = header.split(separator: ";", omittingEmptySubsequences: false)
    guard parts.count >= 2, let last = parts.last, last.lowercased() == "base64" else {
      throw Problem(description: "a data URI has to hold base64: data:image/png;base64,…")
    }
    guard let bytes = Base64.decode(text[text.utf8.index(after: comma)...]) else {
      throw Problem(description: "the data of the data URI is not base64")
    }
    if bytes.isEmpty { throw Problem(description: "the data URI holds no data") }
    return .dataURI(mediaType: parts[0].lowercased(), bytes: bytes)
  }

  private static func parsePathOrBase64(_ text: String) throws(Problem) -> ImageReference {
    if text.hasCaseInsensitivePrefix("file:") {
      throw Problem(description: "file URLs are not read; give the path alone")
    }
    if pictureBeginnings.contains(where: { text.hasPrefix($0) }), let bytes = Base64.decode(text) {
      return .base64(bytes)
    }
    return .path(text)
  }

  /// How the signatures of PNG, JPEG and WebP files begin in base64.
  private static let pictureBeginnings = ["iVBORw0KGgo", "/9j/", "UklGR"]

  private static func whatElse(_ text: String) -> String {
    if text.hasCaseInsensitivePrefix("file:") { return "file URLs are not read; send the file's bytes as a data URI" }
    if text.prefix(16).contains("://") { return "only http and https addresses are known" }
    let isShort = text.utf8.count < 1024
    if isShort && (text.contains(".") || text.contains("/") || text.contains("\\")) {
      return "it looks like a path, which a request cannot name; send the file's bytes as a data URI"
    }
    return "it is neither a UUID, a data URI, a URL nor base64"
  }
}

extension String {
  /// Whether the text begins with `prefix`, which is given in lower case.
  func hasCaseInsensitivePrefix(_ prefix: String) -> Bool {
    utf8.count >= prefix.utf8.count
      && zip(utf8, prefix.utf8).allSatisfy { byte, expected in
        byte == expected || ((0x41...0x5A).contains(byte) && byte | 0x20 == expected)
      }
  }
}
