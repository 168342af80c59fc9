/// Why bytes did not become a picture, or a picture not bytes.
///
/// Each case names the format and carries the values at fault; `description` says what was wrong, what was given and
/// what would be right.
public enum CodecError: Error, Sendable, Hashable {
  // MARK: Reading

  /// There was not a single byte.
  case noBytes

  /// The first bytes are no signature of a known format; up to twelve of them are carried.
  case unknownFormat(firstBytes: [UInt8])

  /// The file ends early; `missing` says in or before which part.
  case truncated(ImageFormat, missing: String)

  /// Something in the file contradicts its format.
  case damaged(ImageFormat, reason: String)

  /// The checksum of a PNG chunk is not that of its bytes.
  case checksumMismatch(ImageFormat, chunk: String, stored: UInt32, computed: UInt32)

  /// A side of the picture is zero.
  case emptyPicture(ImageFormat, width: Int, height: Int)

  /// The file declares a picture that is larger than the limits allow.
  case exceedsLimits(ImageFormat, width: Int, height: Int, limits: DecodeLimits)

  /// The file is sound, but uses a feature that is not read.
  case unsupported(ImageFormat, Feature)

  // MARK: Reading and writing

  /// A colour profile has more bytes than the format, or this reader, takes.
  case profileTooLarge(ImageFormat, atMost: Int)

  // MARK: Writing

  /// The quality lies outside of what the format is offered with.
  case qualityOutOfRange(ImageFormat, given: Int, allowed: ClosedRange<Int>)

  /// The format cannot hold so many pixels on a side.
  case sideTooLong(ImageFormat, width: Int, height: Int, maxSide: Int)

  /// The library that writes the format gave up.
  case encodingFailed(ImageFormat, reason: String)

  /// Features of the three formats that are told apart from damage, and refused.
  public enum Feature: Sendable, Hashable {
    case animation
    case samplePrecision(bits: Int)
    case losslessJPEG
    case hierarchicalJPEG
    case componentCount(Int)
  }
}

extension CodecError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noBytes:
      "The file is empty: it should hold a PNG, JPEG or WebP picture."
    case .unknownFormat(let bytes):
      "The file is not a PNG, JPEG or WebP picture: it begins with \(Self.hexadecimal(bytes))"
        + (Self.foreignFormat(bytes).map { ", as \($0) does" } ?? "") + ". Convert it to one of these formats."
    case .truncated(let format, let missing):
      "The \(format.name) file is truncated: \(missing). Use the complete file."
    case .damaged(let format, let reason):
      "The \(format.name) file is damaged: \(reason). Use an intact file."
    case .checksumMismatch(let format, let chunk, let stored, let computed):
      "The \(format.name) file is damaged: the checksum of chunk \(chunk) is \(Self.hexadecimal(stored)), but its bytes"
        + " give \(Self.hexadecimal(computed)). Use an intact file."
    case .emptyPicture(let format, let width, let height):
      "A \(format.name) picture of \(width)×\(height) pixels has none: both sides should be at least 1."
    case .exceedsLimits(let format, let width, let height, let limits):
      "The \(format.name) file declares \(width)×\(height) pixels: at most \(limits.maxSide) on a side and"
        + " \(limits.maxPixels) altogether are read."
    case .unsupported(let format, let feature):
      "The \(format.name) file \(feature.description(in: format))."
    case .profileTooLarge(let format, let limit):
      "The colour profile is too large for \(format.name): it may have at most \(limit) bytes."
    case .qualityOutOfRange(let format, let given, let allowed):
      "\(format.name) quality \(given) is out of range: it should be \(allowed.lowerBound) to \(allowed.upperBound)."
    case .sideTooLong(let format, let width, let height, let maxSide):
      "\(format.name) cannot hold \(width)×\(height) pixels: each side may have at most \(maxSide)."
    case .encodingFailed(let format, let reason):
      "The picture could not be written as \(format.name): \(reason)."
    }
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String(UInt32($0) | 0x100, radix: 16, uppercase: true).dropFirst() }.joined(separator: " ")
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    String(UInt64(value) | 1 << 32, radix: 16, uppercase: true).dropFirst().description
  }

  /// The format of pictures that people most often bring instead, in prose.
  private static func foreignFormat(_ bytes: [UInt8]) -> String? {
    let brands: Set<FourCC> = ["avif", "avis", "heic", "heix", "mif1"]
    return switch bytes {
    case _ where bytes.starts(with: "GIF8".utf8): "GIF"
    case _ where bytes.starts(with: "BM".utf8): "BMP"
    case _ where bytes.starts(with: [0x49, 0x49, 0x2A, 0]) || bytes.starts(with: [0x4D, 0x4D, 0, 0x2A]): "TIFF"
    case _ where bytes.starts(with: [0xFF, 0x0A]) || bytes.fourCC(at: 4) == "JXL ": "JPEG XL"
    case _ where bytes.fourCC(at: 4) == "ftyp" && bytes.fourCC(at: 8).map(brands.contains) == true: "AVIF or HEIC"
    case _ where bytes.fourCC(at: 4) == "jP  ": "JPEG 2000"
    case _ where bytes.starts(with: "%PDF".utf8): "PDF"
    case _ where bytes.starts(with: "<".utf8): "SVG or HTML"
    default: nil
    }
  }
}

extension CodecError.Feature {
  /// Continues "The … file".
  fileprivate func description(in format: ImageFormat) -> String {
    switch self {
    case .animation: "is animated: only still pictures are read. Save one frame of it as a still picture"
    case .samplePrecision(let bits): "has \(bits) bits a sample: only 8 are read. Save it with 8, or as a 16-bit PNG"
    case .losslessJPEG: "is coded without loss, which only special readers know. Save it as PNG or as usual JPEG"
    case .hierarchicalJPEG: "is coded in a hierarchy of sizes. Save it as baseline or progressive JPEG"
    case .componentCount(let count):
      "has \(count) components: pictures with 1 (gray), 3 (YCbCr or RGB) and 4 (CMYK or YCCK) are read"
    }
  }
}
