extension JSONValue {
  /// Reads one JSON text (RFC 8259) and nothing after it.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8, with or without a byte order mark.
  ///   - maximumDepth: arrays and objects within each other; more are an error, so that no text can exhaust the stack.
  ///   - maximumCount: values altogether; more are an error, as a value takes many times the memory of its shortest text.
  public init(
    parsing bytes: [UInt8], maximumDepth: Int = 64, maximumCount: Int = 1_000_000
  ) throws(JSONSyntaxError) {
    var parser = JSONParser(bytes: bytes, maximumDepth: maximumDepth, maximumCount: maximumCount)
    self = try parser.parseText()
  }
}

/// A recursive descent over the bytes; each method starts at the first byte of what it parses and ends behind it.
struct JSONParser {
  let bytes: [UInt8]
  let maximumDepth: Int
  let maximumCount: Int
  var position = 0
  private var count = 0

  init(bytes: [UInt8], maximumDepth: Int, maximumCount: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
    self.maximumCount = maximumCount
  }

  mutating func parseText() throws(JSONSyntaxError) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    skipSpace()
    if position == bytes.count { throw error("the text is empty") }
    let value = try parseValue(depth: 0)
    skipSpace()
    if position < bytes.count { throw error("\(found) follows the end of the JSON text") }
    return value
  }

  private mutating func parseValue(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    guard let byte = current else { throw error("a value is expected, but \(found) was found") }
    count += 1
    if count > maximumCount { throw error("there are more than \(maximumCount) values") }
    switch byte {
    case UInt8(ascii: "{"): return .object(try parseObject(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try parseArray(depth: depth + 1))
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try parseNumber())
    case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    default: throw error("a value is expected, but \(found) was found")
    }
  }

  private mutating func parseObject(depth: Int) throws(JSONSyntaxError) -> JSONObject {
    try checkDepth(depth)
    var object = JSONObject()
    position += 1
    skipSpace()
    if take(UInt8(ascii: "}")) { return object }
    while true {
      guard current == UInt8(ascii: "\"") else {
        throw error("a member's name in quotation marks is expected, but \(found) was found")
      }
      let name = try parseString()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw error("a colon is expected after a name, but \(found) was found") }
      skipSpace()
      object.append(name, try parseValue(depth: depth))
      skipSpace()
      if take(UInt8(ascii: "}")) { return object }
      guard take(UInt8(ascii: ",")) else {
        throw error("a comma or } is expected after a member, but \(found) was found")
      }
      skipSpace()
    }
  }

  private mutating func parseArray(depth: Int) throws(JSONSyntaxError) -> [JSONValue] {
    try checkDepth(depth)
    var elements: [JSONValue] = []
    position += 1
    skipSpace()
    if take(UInt8(ascii: "]")) { return elements }
    while true {
      elements.append(try parseValue(depth: depth))
      skipSpace()
      if take(UInt8(ascii: "]")) { return elements }
      guard take(UInt8(ascii: ",")) else {
        throw error("a comma or ] is expected after an element, but \(found) was found")
      }
      skipSpace()
    }
  }

  private mutating func parseWord(_ word: String, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else {
      throw error("a value is expected; \(word) begins like this, but is spelt differently")
    }
    position += word.utf8.count
    return value
  }

  private mutating func parseNumber() throws(JSONSyntaxError) -> JSONNumber {
    let start = position
    _ = take(UInt8(ascii: "-"))
    if take(UInt8(ascii: "0")) {
      if isDigit { throw error("a number has no leading zeros") }
    } else {
      try takeDigits()
    }
    if take(UInt8(ascii: ".")) { try takeDigits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try takeDigits()
    }
    return JSONNumber(literal: String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func takeDigits() throws(JSONSyntaxError) {
    if !isDigit { throw error("a digit is expected, but \(found) was found") }
    while isDigit { position += 1 }
  }

  private func checkDepth(_ depth: Int) throws(JSONSyntaxError) {
    if depth > maximumDepth { throw error("arrays and objects are nested more than \(maximumDepth) deep") }
  }
}

extension JSONParser {
  /// The byte at hand, or nil at the end.
  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// What is at hand, as a message names it.
  var found: String {
    guard let current else { return "the end of the text" }
    return (0x21...0x7E).contains(current) ? "'\(Character(UnicodeScalar(current)))'" : "byte \(current)"
  }

  func error(_ problem: String) -> JSONSyntaxError {
    JSONSyntaxError(at: position, in: bytes, problem: problem)
  }

  private var isDigit: Bool {
    guard let current else { return false }
    return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(current)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    if current != byte { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }
}
