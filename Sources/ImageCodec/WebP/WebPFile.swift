import Raster

/// The chunks of a WebP file, which is a RIFF container (RFC 9649, section 2).
struct WebPFile {
  /// Place of the container in the file; what comes behind it is none of its business.
  let container: Range<Int>

  /// The contents of ICCP and EXIF, as places in the file.
  private(set) var profile: Range<Int>?
  private(set) var exif: Range<Int>?

  private(set) var chunks: [RIFFChunk] = []

  /// - Precondition: `bytes` begin with the signature.
  init(_ bytes: [UInt8]) throws(CodecError) {
    let size = Int(bytes.uint32(at: 4, .littleEndian) ?? 0)
    guard size <= bytes.count - 8 else {
      throw .truncated(.webp, missing: "it should have \(size + 8) bytes, and has \(bytes.count)")
    }
    container = 0..<8 + size
    var position = 12
    while position < container.upperBound {
      let chunk = try RIFFChunk(in: bytes, at: position, before: container.upperBound)
      switch chunk.type {
      case "ANIM", "ANMF": throw .unsupported(.webp, .animation)
      case "VP8X" where !chunk.content.isEmpty && bytes[chunk.content.lowerBound] & Self.animationFlag != 0:
        throw .unsupported(.webp, .animation)
      case "ICCP" where profile == nil: profile = chunk.content
      case "EXIF" where exif == nil: exif = chunk.content
      default: break
      }
      chunks.append(chunk)
      position = chunk.end
    }
    guard chunks.contains(where: { $0.type == "VP8 " || $0.type == "VP8L" }) else {
      throw .damaged(.webp, reason: "it has no picture (a chunk VP8 or VP8L)")
    }
  }

  // Flags in the first byte of VP8X.
  static let animationFlag: UInt8 = 0x02
  static let alphaFlag: UInt8 = 0x10
  static let profileFlag: UInt8 = 0x20
}

/// One chunk: type, length, content, and a byte more where the length is odd.
struct RIFFChunk {
  let type: FourCC

  /// Place of the content in the file.
  let content: Range<Int>

  /// Where the next chunk begins.
  let end: Int

  init(in bytes: [UInt8], at start: Int, before containerEnd: Int) throws(CodecError) {
    guard start <= containerEnd - 8, let type = bytes.fourCC(at: start),
      let length = bytes.uint32(at: start + 4, .littleEndian).map(Int.init)
    else { throw .damaged(.webp, reason: "bytes are left over behind its last chunk") }
    // A length is below 2³², so the sum stays in range.
    guard start + 8 + length <= containerEnd else {
      throw .truncated(
        .webp, missing: "chunk “\(type)” needs \(length) bytes, but \(containerEnd - start - 8) are left")
    }
    self.type = type
    content = start + 8..<start + 8 + length
    end = content.upperBound + length % 2
  }

  /// Writes a chunk at the end of `bytes`.
  static func append(_ type: FourCC, _ content: some Collection<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(type)
    bytes.append(UInt32(content.count), .littleEndian)
    bytes.append(contentsOf: content)
    if content.count % 2 == 1 { bytes.append(0) }
  }
}
