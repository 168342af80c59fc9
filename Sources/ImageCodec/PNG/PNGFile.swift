import Raster

/// The chunks of a PNG file that are read here (ISO/IEC 15948, section 5), with their checksums verified.
///
/// The picture itself is left to libpng, which gets a file of the five chunks it needs and no others: with gamma and
/// profile chunks it would convert colours, and what it never sees cannot trouble it.
struct PNGFile {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  let width: Int
  let height: Int

  /// Bits of a pixel before and after deflate's work: bit depth times channels.
  private let bitsPerPixel: Int

  /// The whole chunks IHDR, PLTE, tRNS, IDAT and IEND, as places in the file.
  private var essential: [Range<Int>] = []
  private var imageDataBytes = 0

  /// The contents of iCCP and eXIf, as places in the file.
  private(set) var profile: Range<Int>?
  private(set) var exif: Range<Int>?

  /// - Precondition: `bytes` begin with the signature.
  init(_ bytes: [UInt8]) throws(CodecError) {
    let first = try PNGChunk(in: bytes, at: Self.signature.count)
    guard first.type == "IHDR", first.content.count == 13 else {
      throw .damaged(.png, reason: "it begins with chunk \(first.type) of \(first.content.count) bytes, not IHDR of 13")
    }
    try first.verifyChecksum(in: bytes)
    let at = first.content.lowerBound
    width = Int(bytes.uint32(at: at, .bigEndian) ?? 0)
    height = Int(bytes.uint32(at: at + 4, .bigEndian) ?? 0)
    let bitDepth = Int(bytes[at + 8])
    let colorType = Int(bytes[at + 9])
    guard let depths = Self.bitDepths[colorType], depths.contains(bitDepth) else {
      throw .damaged(.png, reason: "colour type \(colorType) with \(bitDepth) bits a sample does not exist")
    }
    bitsPerPixel = bitDepth * [1, 1, 3, 1, 2, 1, 4][colorType]

    essential.append(first.whole)
    var chunk = first
    while chunk.type != "IEND" {
      chunk = try PNGChunk(in: bytes, at: chunk.whole.upperBound)
      switch chunk.type {
      case "IDAT":
        imageDataBytes += chunk.content.count
        essential.append(chunk.whole)
      case "PLTE", "tRNS", "IEND": essential.append(chunk.whole)
      case "iCCP" where profile == nil: profile = chunk.content
      case "eXIf" where exif == nil: exif = chunk.content
      default: continue
      }
      try chunk.verifyChecksum(in: bytes)
    }
    guard imageDataBytes > 0 else { throw .damaged(.png, reason: "it has no image data (IDAT)") }
  }

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

  /// A PNG file of the picture alone.
  func essentialBytes(of bytes: [UInt8]) -> [UInt8] {
    var result = Self.signature
    result.reserveCapacity(essential.reduce(8) { $0 + $1.count })
    for range in essential { result.append(contentsOf: bytes[range]) }
    return result
  }

  /// The bit depths that go with each colour type.
  private static let bitDepths: [Int: Set<Int>] = [
    0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16],
  ]
}

/// One chunk: length, type, content, checksum.
struct PNGChunk {
  let type: FourCC

  /// Place of the content in the file.
  let content: Range<Int>

  /// Place of the chunk in the file, from its length to its checksum.
  let whole: Range<Int>

  init(in bytes: [UInt8], at start: Int) throws(CodecError) {
    guard let length = bytes.uint32(at: start, .bigEndian), let type = bytes.fourCC(at: start + 4) else {
      throw .truncated(.png, missing: "it ends before its last chunk (IEND)")
    }
    // A length is below 2³², so the sum stays in range.
    let end = start + 12 + Int(length)
    guard end <= bytes.count else {
      throw .truncated(
        .png, missing: "chunk \(type) needs \(length) bytes, but \(max(0, bytes.count - start - 12)) are left")
    }
    self.type = type
    content = start + 8..<end - 4
    whole = start..<end
  }

  func verifyChecksum(in bytes: [UInt8]) throws(CodecError) {
    let stored = bytes.uint32(at: content.upperBound, .bigEndian) ?? 0
    let computed = Checksum.crc32(bytes, in: content.lowerBound - 4..<content.upperBound)
    guard stored == computed else {
      throw .checksumMismatch(.png, chunk: type.description, stored: stored, computed: computed)
    }
  }

  /// Writes a chunk at the end of `bytes`.
  static func append(_ type: FourCC, _ content: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(UInt32(content.count), .bigEndian)
    let start = bytes.count
    bytes.append(type)
    bytes.append(contentsOf: content)
    bytes.append(Checksum.crc32(bytes, in: start..<bytes.count), .bigEndian)
  }
}
