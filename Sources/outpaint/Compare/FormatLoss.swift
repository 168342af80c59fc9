import Assessment
import ImageCodec
import Raster

/// What a lossy file takes from its pixels by itself, found by doing the same to the source.
enum FormatLoss {
  /// The luminance PSNR, in dB, of the source after the format and quality of a picture's file; nil for a lossless one.
  static func luminancePSNR(of picture: LoadedPicture, source: Image) -> Double? {
    guard let quality = quality(of: picture) else { return nil }
    let encoding: ImageEncoding = isJPEG(picture.bytes) ? .jpeg(quality: quality) : .webp(quality: quality)
    guard let file = try? source.encoded(as: encoding), let again = try? Image(decoding: file) else { return nil }
    return PeakSignalToNoise.luminance(
      Plane(luminanceOf: source.flattened()), Plane(luminanceOf: again.flattened()))
  }

  private static func quality(of picture: LoadedPicture) -> Int? {
    let bytes = picture.bytes
    if isJPEG(bytes) { return JPEGQuality(of: bytes)?.value }
    return isLossyWebP(bytes) ? webPQuality(of: picture) : nil
  }

  private static func isJPEG(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xFF, 0xD8]) }

  /// Whether a WebP file has a chunk of lossy pixels.
  private static func isLossyWebP(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 20, bytes.starts(with: Array("RIFF".utf8)) else { return false }
    var place = 12
    while place + 8 <= bytes.count {
      let name = bytes[place..<place + 4]
      if name.elementsEqual("VP8 ".utf8) { return true }
      if name.elementsEqual("VP8L".utf8) { return false }
      let length = (0..<4).reduce(0) { $0 | Int(bytes[place + 4 + $1]) << (8 * $1) }
      place += 8 + length + length % 2
    }
    return false
  }

  /// The quality at which the picture makes a file of about the size that it has: WebP files do not tell theirs.
  private static func webPQuality(of picture: LoadedPicture) -> Int {
    var (lower, upper) = (20, 99)
    // Four steps leave 5 qualities between, which differ by less than half a dB.
    for _ in 0..<4 {
      let middle = (lower + upper) / 2
      guard let file = try? picture.image.encoded(as: .webp(quality: middle)) else { return middle }
      if file.count < picture.bytes.count { lower = middle } else { upper = middle }
    }
    return (lower + upper) / 2
  }
}

/// The quality that a JPEG file was written with, on the scale of libjpeg: 20...99, which is what can be written here.
struct JPEGQuality: Hashable, Sendable {
  let value: Int

  /// The first rows of the table of luminance in ITU-T T.81, annex K.1, in zigzag order.
  private static let standard = [16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40]

  /// - Returns: nil for a file without a table of quantization.
  init?(of file: [UInt8]) {
    guard let table = Self.luminanceTable(of: file) else { return nil }
    func distance(_ quality: Int) -> Int {
      let scale = quality < 50 ? 5000 / quality : 200 - 2 * quality
      return zip(table, Self.standard).reduce(0) {
        $0 + abs($1.0 - min(255, max(1, ($1.1 * scale + 50) / 100)))
      }
    }
    value = (20...99).min { distance($0) < distance($1) } ?? 99
  }

  /// The beginning of the first table of quantization.
  private static func luminanceTable(of file: [UInt8]) -> [Int]? {
    var place = 2
    while place + 4 <= file.count, file[place] == 0xFF {
      let length = Int(file[place + 2]) << 8 | Int(file[place + 3])
      if file[place + 1] == 0xDB {
        let (first, bytes) = (place + 5, file[place + 4] >> 4 == 0 ? 1 : 2)
        guard length >= 3 + 64 * bytes, first + 16 * bytes <= file.count else { return nil }
        return (0..<16).map { index in
          (0..<bytes).reduce(0) { $0 << 8 | Int(file[first + index * bytes + $1]) }
        }
      }
      place += 2 + max(2, length)
    }
    return nil
  }
}
