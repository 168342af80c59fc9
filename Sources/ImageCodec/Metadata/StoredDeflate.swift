/// Wraps bytes as a zlib stream of stored blocks: what PNG asks for around a colour profile, without compressing it.
package enum StoredDeflate {
  package static func pack(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let end = min(start + 65_535, bytes.count)
      let length = UInt16(end - start)
      stream.append(end == bytes.count ? 1 : 0)
      for part in [length, ~length] {
        stream.append(UInt8(truncatingIfNeeded: part))
        stream.append(UInt8(truncatingIfNeeded: part >> 8))
      }
      stream.append(contentsOf: bytes[start..<end])
      start = end
    } while start < bytes.count
    stream.append(Checksum.adler32(bytes), .bigEndian)
    return stream
  }
}
