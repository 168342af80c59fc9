/// The four characters that name a PNG or RIFF chunk.
struct FourCC: Hashable, Sendable {
  /// The characters as a big-endian number.
  let code: UInt32
}

extension FourCC: ExpressibleByStringLiteral {
  init(stringLiteral text: StaticString) {
    var code: UInt32 = 0
    for character in text.description.utf8 { code = code << 8 | UInt32(character) }
    self.code = code
  }
}

extension FourCC: CustomStringConvertible {
  /// The characters; a question mark for what is not printable ASCII.
  var description: String {
    String(
      decoding: stride(from: UInt32(24), through: 0, by: -8).map { shift in
        let byte = UInt8(truncatingIfNeeded: code >> shift)
        return 0x20...0x7E ~= byte ? byte : 0x3F
      }, as: UTF8.self)
  }
}
