public import Raster

extension Image {
  /// Decodes the bytes of a PNG, JPEG or WebP file.
  ///
  /// The picture comes upright (an EXIF orientation in any of the three formats has been applied), in 8 bits a sample,
  /// with straight alpha, and with the file's RGB colour profile if there is one. 16-bit samples are rounded to 8. CMYK
  /// pictures become RGB by the plain product of ink and black; a profile of another colour space than RGB no longer
  /// says anything about the samples and is left out. Of an animated PNG the default picture is read.
  ///
  /// ```swift
  /// let image = try Image(decoding: bytes)
  /// ```
  ///
  /// - Parameters:
  ///   - bytes: the whole file. Its format is told by its first bytes.
  ///   - limits: the largest picture to unpack; checked before memory is taken.
  public init(decoding bytes: [UInt8], limits: DecodeLimits = .standard) throws(CodecError) {
    if bytes.isEmpty { throw .noBytes }
    self =
      switch ImageFormat(signature: bytes) {
      case .png: try PNGDecoder.decode(bytes, limits: limits)
      case .jpeg: try JPEGDecoder.decode(bytes, limits: limits)
      case .webp: try WebPDecoder.decode(bytes, limits: limits)
      case nil: throw .unknownFormat(firstBytes: Array(bytes.prefix(12)))
      }
  }

  /// Encodes the picture as a file, with its colour profile.
  ///
  /// ```swift
  /// let bytes = try image.encoded(as: .jpeg(quality: 95))
  /// ```
  ///
  /// - Parameters:
  ///   - encoding: the format, and how much time or quality it gets.
  ///   - bands: how many threads may work on it, as PNG allows; they do not change the bytes.
  public func encoded(as encoding: ImageEncoding, bands: RowBands = RowBands()) throws(CodecError) -> [UInt8] {
    if size.isEmpty { throw .emptyPicture(encoding.format, width: width, height: height) }
    return switch encoding {
    case .png(let compression): try PNGEncoder.encode(self, compression: compression, bands: bands)
    case .jpeg(let quality): try JPEGEncoder.encode(self, quality: quality)
    case .webp(let quality): try WebPEncoder.encode(self, quality: quality)
    }
  }
}
