import Raster

/// The chunks of a PNG file that are read here (ISO/IEC 15948, section 5), with their checksums verified.
///
/// The picture itself is left to libpng, which gets a file of the chunks it needs and no others: with gamma and profile
/// chunks it would convert colours, and what it never sees cannot trouble it.
struct PNGFile {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  let width: Int
  let height: Int
  let bitDepth: Int
  let isInterlaced: Bool
  private let colorType: Int

  // Places in the file: the whole chunks PLTE and tRNS, and the contents of IDAT, iCCP and eXIf.
  private var palette: [Range<Int>] = []
  private var imageData: [Range<Int>] = []
  private(set) var profile: Range<Int>?
  private(set) var exif: Range<Int>?

  /// - Precondition: `bytes` begin with the signature.
  init(_ bytes: [UInt8]) throws(CodecError) {
    let header = try PNGChunk(in: bytes, at: Self.signature.count)
    guard header.type == "IHDR", header.content.count == 13 else {
      throw .damaged(
        .png, reason: "it begins with chunk \(header.type) of \(header.content.count) bytes, not IHDR of 13")
    }
    try header.verifyChecksum(in: bytes)
    let at = header.content.lowerBound
    width = Int(bytes.uint32(at: at, .bigEndian) ?? 0)
    height = Int(bytes.uint32(at: at + 4, .bigEndian) ?? 0)
    bitDepth = Int(bytes[at + 8])
    colorType = Int(bytes[at + 9])
    isInterlaced = bytes[at + 12] == 1
    guard Self.bitDepths[colorType]?.contains(bitDepth) == true else {
      throw .damaged(.png, reason: "colour type \(colorType) with \(bitDepth) bits a sample does not exist")
    }
    guard bytes[at + 10] == 0, bytes[at + 11] == 0, bytes[at + 12] <= 1 else {
      throw .damaged(.png, reason: "its compression, filter or interlace method does not exist")
    }

    var chunk = header
    while chunk.type != "IEND" {
      chunk = try PNGChunk(in: bytes, at: chunk.whole.upperBound)
      switch chunk.type {
      case "IDAT": imageData.append(chunk.content)
      case "PLTE", "tRNS": palette.append(chunk.whole)
      case "iCCP" where profile == nil: profile = chunk.content
      case "eXIf" where exif == nil: exif = chunk.content
      case "IEND": break
      default: continue
      }
      try chunk.verifyChecksum(in: bytes)
    }
    guard imageDataBytes > 0 else { throw .damaged(.png, reason: "it has no image data (IDAT)") }
  }

  /// Bits of a pixel in the file.
  var bitsPerPixel: Int { bitDepth * [1, 1, 3, 1, 2, 1, 4][colorType] }

  private var imageDataBytes: Int { imageData.reduce(0) { $0 + $1.count } }

  /// Refuses a picture that so few bytes cannot hold, before memory is taken for it.
  ///
  /// Deflate packs at most 1032 bytes into one: 258 bytes for two bits.
  func checkImageDataSuffices() throws(CodecError) {
    let needed = (width * bitsPerPixel + 7) / 8 * height
    guard needed / 1032 <= imageDataBytes else {
      throw .truncated(
        .png, missing: "\(width)×\(height) pixels cannot come out of \(imageDataBytes) bytes of image data")
    }
  }

  /// The zlib stream of the picture, in one piece.
  func imageData(of bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(imageDataBytes)
    for range in imageData { result.append(contentsOf: bytes[range]) }
    return result
  }

  /// A PNG file of the picture alone.
  func pictureFile(of bytes: [UInt8]) -> [UInt8] {
    file(
      of: bytes, size: Size(width: width, height: height), isInterlaced: isInterlaced, imageData: imageData(of: bytes))
  }

  /// A PNG file with samples of the same kind, and nothing in it but the picture in `imageData`.
  func file(of bytes: [UInt8], size: Size, isInterlaced: Bool = false, imageData: [UInt8]) -> [UInt8] {
    var header: [UInt8] = []
    header.append(UInt32(size.width), .bigEndian)
    header.append(UInt32(size.height), .bigEndian)
    header += [UInt8(bitDepth), UInt8(colorType), 0, 0, isInterlaced ? 1 : 0]

    var result = Self.signature
    result.reserveCapacity(imageData.count + 4096)
    PNGChunk.append("IHDR", header, to: &result)
    for range in palette { result.append(contentsOf: bytes[range]) }
    for start in stride(from: 0, to: imageData.count, by: Self.maxChunkBytes) {
      let end = min(start + Self.maxChunkBytes, imageData.count)
      PNGChunk.append("IDAT", imageData[start..<end], to: &result)
    }
    PNGChunk.append("IEND", [], to: &result)
    return result
  }

  /// Well below what a chunk may have, 2³¹ - 1 bytes.
  private static let maxChunkBytes = 1 << 30

  /// The bit depths that go with each colour type.
  private static let bitDepths: [Int: Set<Int>] = [
    0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16],
  ]
}
