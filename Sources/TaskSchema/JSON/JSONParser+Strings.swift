extension JSONParser {
  /// A text in quotation marks.
  ///
  /// Runs without an escape are copied whole: request bodies are mostly one long text of base64.
  mutating func parseString() throws(JSONSyntaxError) -> String {
    let opening = position
    position += 1
    var text: [UInt8] = []
    var runStart = position
    while true {
      guard position < bytes.count else {
        position = opening
        throw error("a text has no closing quotation mark")
      }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let last = bytes[runStart..<position]
        let result = text.isEmpty ? String(validating: last, as: UTF8.self) : valid(text + last)
        guard let result else {
          position = opening
          throw error("a text is not valid UTF-8")
        }
        position += 1
        return result
      case UInt8(ascii: "\\"):
        text += bytes[runStart..<position]
        try parseEscape(into: &text)
        runStart = position
      case 0..<0x20:
        throw error("a text holds control byte \(bytes[position]), which has to be escaped")
      default:
        position = JSONText.endOfPlainRun(in: bytes.span, from: position)
      }
    }
  }

  private func valid(_ text: [UInt8]) -> String? { String(validating: text, as: UTF8.self) }

  private mutating func parseEscape(into text: inout [UInt8]) throws(JSONSyntaxError) {
    position += 1
    guard let kind = current else { throw error("a text ends within an escape") }
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(kind)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      position += 1
      text += String(try parseScalar()).utf8
      return
    default:
      throw error("\(found) is no escape")
    }
    position += 1
  }

  /// Four hexadecimal digits, or twice four with `\u` between for a character beyond the basic plane.
  private mutating func parseScalar() throws(JSONSyntaxError) -> Character {
    let start = position
    let first = try parseCodeUnit()
    if let scalar = UnicodeScalar(first) { return Character(scalar) }
    if (0xD800...0xDBFF).contains(first), bytes[position...].starts(with: Array("\\u".utf8)) {
      position += 2
      let second = try parseCodeUnit()
      if (0xDC00...0xDFFF).contains(second),
        let scalar = UnicodeScalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
      {
        return Character(scalar)
      }
    }
    position = start
    throw error("half of a surrogate pair stands alone")
  }

  private mutating func parseCodeUnit() throws(JSONSyntaxError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw error("four hexadecimal digits are expected after \\u, but \(found) was found")
      }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }
}
