import CZlib

/// Packs bytes by zlib's deflate, piece by piece: what follows a piece may be packed at the same time.
enum Deflate {
  /// How hard to look for repetitions.
  enum Effort: Hashable, Sendable {
    /// Equal bytes in a row, and Huffman codes: nearly all that there is to gain in filtered photographs.
    case runs

    /// Strings of 32 kilobytes ago, at a level of 1, fastest, to 9.
    case strings(level: Int32)
  }

  /// Farthest that deflate looks back.
  static let windowBytes = 32_768

  /// The two bytes before a zlib stream with a window of 32 kilobytes (RFC 1950, section 2.2).
  static let header: [UInt8] = [0x78, 0x5E]

  /// One piece of a deflate stream.
  struct Piece: Sendable {
    var bytes: [UInt8]

    /// Adler-32 of the unpacked piece, and its length.
    var checksum: UInt
    var length: Int
  }

  /// Packs `bytes` from `start` on.
  ///
  /// - Parameters:
  ///   - start: what lies before it is not packed, but may be referred to.
  ///   - isLast: whether the stream ends here; if not, the piece ends at a whole byte, and any piece may follow.
  static func piece(_ bytes: [UInt8], from start: Int = 0, effort: Effort, isLast: Bool) -> Piece {
    let length = bytes.count - start
    precondition(start >= 0 && length >= 0 && length < Int(Int32.max) / 2, "a piece of \(length) bytes")
    var level: Int32 = 1
    var strategy = Z_RLE
    if case .strings(let wanted) = effort { (level, strategy) = (wanted, Z_FILTERED) }

    var stream = unsafe z_stream()
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    // -15: a window of 2^15 bytes, and no header, which is the whole stream's; 8 is zlib's default of memory.
    let begun = unsafe deflateInit2_(&stream, level, Z_DEFLATED, -15, 8, strategy, ZLIB_VERSION, size)
    // The arguments are constants, so memory is all that can be missing.
    precondition(begun == Z_OK, "deflate cannot begin: \(begun)")
    defer { unsafe deflateEnd(&stream) }

    return unsafe bytes.withUnsafeBufferPointer { input in
      // zlib takes pointers to what it does not change as mutable ones; both live to the end of this closure.
      let base = unsafe UnsafeMutablePointer(mutating: input.baseAddress)
      if start > 0 {
        let window = min(start, windowBytes)
        unsafe deflateSetDictionary(&stream, base?.advanced(by: start - window), uInt(window))
      }
      unsafe stream.next_in = unsafe base?.advanced(by: start)
      unsafe stream.avail_in = uInt(length)
      // Room for the piece and for the empty block that a flush ends with.
      let capacity = Int(unsafe deflateBound(&stream, uLong(length))) + 16
      let packed = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = uInt(capacity)
        let ended = unsafe deflate(&stream, isLast ? Z_FINISH : Z_SYNC_FLUSH)
        precondition(ended == (isLast ? Z_STREAM_END : Z_OK), "deflate stops with \(ended)")
        count = unsafe capacity - Int(stream.avail_out)
      }
      let checksum = unsafe adler32(1, base?.advanced(by: start), uInt(length))
      return Piece(bytes: packed, checksum: UInt(checksum), length: length)
    }
  }

  /// Adler-32 of all pieces together.
  static func checksum(_ pieces: [Piece]) -> UInt32 {
    UInt32(truncatingIfNeeded: pieces.reduce(1) { adler32_combine($0, $1.checksum, $1.length) })
  }
}
