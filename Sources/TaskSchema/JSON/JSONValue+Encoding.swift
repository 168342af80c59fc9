extension JSONValue {
  /// How a JSON text is laid out.
  public enum Layout: Hashable, Sendable {
    /// Without any space, for the wire.
    case compact
    /// One member a line, two spaces a level, for people.
    case indented
  }

  /// The value as JSON text; members keep their order.
  public func encoded(_ layout: Layout = .compact) -> String {
    String(decoding: encodedBytes(layout), as: UTF8.self)
  }

  /// The same text in UTF-8, as it goes out.
  public func encodedBytes(_ layout: Layout = .compact) -> [UInt8] {
    var writer = JSONWriter(layout: layout)
    writer.write(self, level: 0)
    return writer.bytes
  }
}

private struct JSONWriter {
  let layout: JSONValue.Layout
  var bytes: [UInt8] = []

  init(layout: JSONValue.Layout) {
    self.layout = layout
  }

  mutating func write(_ value: JSONValue, level: Int) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .number(let value): bytes += value.literal.utf8
    case .string(let value): write(value)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        separate(index, level: level + 1)
        write(element, level: level + 1)
      }
      close(UInt8(ascii: "]"), isEmpty: elements.isEmpty, level: level)
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        separate(index, level: level + 1)
        write(member.name)
        bytes += (layout == .compact ? ":" : ": ").utf8
        write(member.value, level: level + 1)
      }
      close(UInt8(ascii: "}"), isEmpty: object.members.isEmpty, level: level)
    }
  }

  private mutating func separate(_ index: Int, level: Int) {
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
    breakLine(level: level)
  }

  private mutating func close(_ bracket: UInt8, isEmpty: Bool, level: Int) {
    if !isEmpty { breakLine(level: level) }
    bytes.append(bracket)
  }

  private mutating func breakLine(level: Int) {
    if layout == .compact { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: 2 * level)
  }

  private mutating func write(_ text: String) {
    bytes.reserveCapacity(bytes.count + text.utf8.count + 2)
    bytes.append(UInt8(ascii: "\""))
    // A picture in base64 is copied once, and not looked at again.
    if JSONText.endOfPlainRun(in: text.utf8.span, from: 0) == text.utf8.count {
      bytes += text.utf8
    } else {
      writeEscaped(Array(text.utf8))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func writeEscaped(_ source: [UInt8]) {
    let hexDigits = Array("0123456789abcdef".utf8)
    var position = 0
    while position < source.count {
      let end = JSONText.endOfPlainRun(in: source.span, from: position)
      bytes += source[position..<end]
      if end == source.count { break }
      position = end + 1
      switch source[end] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(source[end])
      case 0x0A: bytes += "\\n".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0x09: bytes += "\\t".utf8
      default:
        bytes += "\\u00".utf8
        bytes.append(hexDigits[Int(source[end] >> 4)])
        bytes.append(hexDigits[Int(source[end] & 15)])
      }
    }
  }
}
