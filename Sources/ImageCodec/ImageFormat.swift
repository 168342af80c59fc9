/// A file format that can be read and written.
public enum ImageFormat: String, Sendable, CaseIterable {
  case png, jpeg, webp

  /// The format that `bytes` begin like, or nil if it is none of these.
  ///
  /// Formats are told by their signature alone, never by a file's name: `89 "PNG" 0D 0A 1A 0A`, `FF D8 FF`, or
  /// `"RIFF"` and, after four bytes of length, `"WEBP"`.
  public init?(signature bytes: [UInt8]) {
    if bytes.starts(with: PNGFile.signature) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes.fourCC(at: 0) == "RIFF", bytes.fourCC(at: 8) == "WEBP" {
      self = .webp
    } else {
      return nil
    }
  }

  /// The registered media type, such as `image/png`.
  public var mediaType: String { "image/\(rawValue)" }

  /// The usual end of a file's name, without the dot.
  public var fileExtension: String { self == .jpeg ? "jpg" : rawValue }

  /// The format's name in prose.
  var name: String {
    switch self {
    case .png: "PNG"
    case .jpeg: "JPEG"
    case .webp: "WebP"
    }
  }
}
