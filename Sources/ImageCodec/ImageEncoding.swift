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
///
/// Photographs hold hardly any repetitions, so only runs of equal bytes are looked for, in a third of the time. Where a
/// few rows show that this would cost, as in drawings, deflate looks for strings.
public enum PNGCompression: Sendable, Hashable {
  /// At most some five percent larger than at deflate's level 4, which comes within one percent of its default.
  case standard

  /// At most some ten percent larger than at level 1.
  case fast
}
