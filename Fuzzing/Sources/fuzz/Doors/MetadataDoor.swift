import Raster

@testable import ImageCodec

/// What is read here without the help of a library: EXIF, colour profiles, deflate, and the chunks and segments of files.
enum MetadataDoor {
  /// Most bytes that deflate may give; more than two profiles of the corpus, and soon there.
  private static let limit = 1 << 16

  static func take(_ input: [UInt8]) {
    _ = ExifOrientation.read(input)
    if let unpacked = try? Inflate.unpack(input[...], atMost: limit) {
      demand(unpacked.count <= limit, "deflate keeps to its limit")
    }
    _ = try? PNGProfile.read(input[...])
    _ = ColorProfile(rgbProfile: input)
    // The walkers are told what a file is, so that an input need not begin like one.
    walkPNG(PNGFile.signature + input)
    walkJPEG([0xFF, 0xD8] + input)
    walkWebP(Array("RIFF".utf8) + input)
    survivesDeflate(input)
  }

  private static func walkPNG(_ file: [UInt8]) {
    guard let png = try? PNGFile(file) else { return }
    demand([png.profile, png.exif].allSatisfy { isPlace($0, in: file) }, "PNG chunks lie within the file")
    _ = try? png.checkImageDataSuffices()
  }

  private static func walkJPEG(_ file: [UInt8]) {
    guard let jpeg = try? JPEGFile(file) else { return }
    demand(isPlace(jpeg.exif, in: file), "JPEG segments lie within the file")
    demand(jpeg.normalizedBytes(of: file).count == file.count, "mending a JPEG keeps its length")
    _ = try? jpeg.profile.read(file)
    _ = try? jpeg.checkCodedDataSuffices()
  }

  private static func walkWebP(_ file: [UInt8]) {
    guard file.count >= 12, let webp = try? WebPFile(file) else { return }
    let places = [webp.profile, webp.exif] + webp.chunks.map(\.content)
    demand(places.allSatisfy { isPlace($0, in: file) }, "WebP chunks lie within the file")
  }

  private static func survivesDeflate(_ input: [UInt8]) {
    let packed = StoredDeflate.pack(input)
    demand((try? Inflate.unpack(packed[...], atMost: input.count)) == input, "deflate gives back what went in")
  }

  private static func isPlace(_ range: Range<Int>?, in file: [UInt8]) -> Bool {
    range.map { $0.lowerBound >= 0 && $0.upperBound <= file.count } ?? true
  }
}
