/// One chunk of a PNG file: length, type, content, checksum.
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
  static func append(_ type: FourCC, _ content: some Collection<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt32(content.count), .bigEndian)
    let start = bytes.count
    bytes.append(type)
    bytes.append(contentsOf: content)
    bytes.append(Checksum.crc32(bytes, in: start..<bytes.count), .bigEndian)
  }
}
