/// What reading and writing texts have in common.
enum JSONText {
  /// Bytes looked at together; a compiler makes a few vector instructions of them.
  private static let block = 64

  /// Position of the first byte from `start` on that does not stand for itself in a JSON text; the count if there is none.
  ///
  /// Nearly all of a request is one long text of base64.
  static func endOfPlainRun(in bytes: Span<UInt8>, from start: Int) -> Int {
    var position = start
    while position + block <= bytes.count {
      let run = bytes.extracting(position..<position + block)
      var special: UInt8 = 0
      for index in run.indices { special |= isSpecial(run[index]) }
      if special != 0 { break }
      position += block
    }
    while position < bytes.count, isSpecial(bytes[position]) == 0 { position += 1 }
    return position
  }

  /// 1 for a control byte, a quotation mark or a backslash, otherwise 0.
  private static func isSpecial(_ byte: UInt8) -> UInt8 {
    (byte < 0x20 ? 1 : 0) | (byte == UInt8(ascii: "\"") ? 1 : 0) | (byte == UInt8(ascii: "\\") ? 1 : 0)
  }
}
