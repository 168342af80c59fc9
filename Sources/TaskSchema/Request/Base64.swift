/// Base64 with the standard alphabet (RFC 4648, section 4).
public enum Base64 {
  /// The bytes that `text` stands for; nil when it is not base64.
  ///
  /// Line breaks, spaces and tabs are passed over and the padding may be missing, as in texts copied by hand.
  public static func decode(_ text: String) -> [UInt8]? { decode(text.utf8.span) }

  /// As for a whole text.
  public static func decode(_ text: Substring) -> [UInt8]? { decode(text.utf8.span) }

  private static func decode(_ source: Span<UInt8>) -> [UInt8]? {
    var isBase64 = true
    let bytes = [UInt8](capacity: source.count / 4 * 3 + 3) { bytes in
      let position = appendWholeGroups(of: source, to: &bytes)
      isBase64 = appendRest(of: source, from: position, to: &bytes)
    }
    return isBase64 ? bytes : nil
  }

  /// Decodes what has breaks or padding in it; false when it is not base64.
  private static func appendRest(
    of source: Span<UInt8>, from start: Int, to bytes: inout OutputSpan<UInt8>
  ) -> Bool {
    var collected: UInt32 = 0
    var digits = 0
    var padding = 0
    for position in start..<source.count {
      let digit = values[Int(source[position])]
      if digit < 64 {
        if padding > 0 { return false }
        collected = collected << 6 | UInt32(digit)
        digits += 1
        if digits == 4 {
          append(collected, to: &bytes)
          digits = 0
        }
      } else if source[position] == UInt8(ascii: "=") {
        padding += 1
      } else if digit == invalid {
        return false
      }
    }
    // One digit is less than a byte; padding, where there is some, fills the group of four exactly.
    if digits == 1 || (padding > 0 && digits + padding != 4) { return false }
    if digits >= 2 { bytes.append(UInt8(truncatingIfNeeded: collected >> (digits == 2 ? 4 : 10))) }
    if digits == 3 { bytes.append(UInt8(truncatingIfNeeded: collected >> 2)) }
    return true
  }

  /// Decodes groups of four digits up to the first that holds anything else, and returns where that begins.
  private static func appendWholeGroups(of source: Span<UInt8>, to bytes: inout OutputSpan<UInt8>) -> Int {
    let table = values.span
    var position = 0
    while position + 4 <= source.count {
      let first = table[Int(source[position])]
      let second = table[Int(source[position + 1])]
      let third = table[Int(source[position + 2])]
      let fourth = table[Int(source[position + 3])]
      // No value of a digit has one of the two highest bits, and the marks have both.
      if (first | second | third | fourth) & 0xC0 != 0 { break }
      append(UInt32(first) << 18 | UInt32(second) << 12 | UInt32(third) << 6 | UInt32(fourth), to: &bytes)
      position += 4
    }
    return position
  }

  private static func append(_ group: UInt32, to bytes: inout OutputSpan<UInt8>) {
    bytes.append(UInt8(truncatingIfNeeded: group >> 16))
    bytes.append(UInt8(truncatingIfNeeded: group >> 8))
    bytes.append(UInt8(truncatingIfNeeded: group))
  }

  /// The padded base64 text of `bytes`, without line breaks.
  public static func encode(_ bytes: [UInt8]) -> String {
    let source = bytes.span
    let whole = source.count / 3 * 3
    let letters = alphabet.span
    let text = [UInt8](capacity: (source.count + 2) / 3 * 4) { text in
      for start in stride(from: 0, to: whole, by: 3) {
        let group = UInt32(source[start]) << 16 | UInt32(source[start + 1]) << 8 | UInt32(source[start + 2])
        text.append(letters[Int(group >> 18 & 63)])
        text.append(letters[Int(group >> 12 & 63)])
        text.append(letters[Int(group >> 6 & 63)])
        text.append(letters[Int(group & 63)])
      }
      let rest = source.count - whole
      if rest == 0 { return }
      let group = UInt32(source[whole]) << 16 | (rest == 2 ? UInt32(source[whole + 1]) << 8 : 0)
      text.append(letters[Int(group >> 18 & 63)])
      text.append(letters[Int(group >> 12 & 63)])
      text.append(rest == 2 ? letters[Int(group >> 6 & 63)] : UInt8(ascii: "="))
      text.append(UInt8(ascii: "="))
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static let invalid: UInt8 = 255
  private static let space: UInt8 = 254

  /// For each byte its value as a digit, or `space`, or `invalid`.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: invalid, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    for byte in " \n\r\t".utf8 { values[Int(byte)] = space }
    return values
  }()
}
