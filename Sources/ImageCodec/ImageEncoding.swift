/// A file format to write, and how.
public enum ImageEncoding: Sendable, Hashable {
  /// Lossless; RGB where the picture is opaque, RGBA otherwise.
  case png(PNGCompression = .standard)

  /// Quality 20 to 99; alpha is laid over white. From 90 on, colour is kept at full resolution (4:4:4), below at half
  /// (4:2:0).
  case jpeg(quality: Int)

  /// Lossy, quality 0 to 100; alpha is kept without loss, the colour of wholly transparent pixels is not.
  case webp(quality: Int)

  public var format: ImageFormat {
    switch self {
    case .png: .png
    case .jpeg: .jpeg
    case .webp: .webp
    }
  }
}

/// How much time a PNG may take to become small; each row gets the filter that suits it.
public enum PNGCompression: Sendable, Hashable {
  /// Level 4 of deflate: half the time of its default, 6, for a file that is less than one percent larger.
  case standard

  /// Level 1: half the time again, for some five to ten percent.
  case fast
}
