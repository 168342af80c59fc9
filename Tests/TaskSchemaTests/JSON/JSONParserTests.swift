import TaskSchema
import Testing

@Suite struct JSONParserTests {
  private func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

  @Test(arguments: [
    ("null", JSONValue.null), (" true ", .bool(true)), ("false", .bool(false)), ("-12", .integer(-12)),
    ("\"a\"", .string("a")), ("[]", .array([])), ("[1, 2]", .array([.integer(1), .integer(2)])), ("{}", .object([:])),
    (#"{"a":{"b":[true]}}"#, .object(["a": .object(["b": .array([.bool(true)])])])),
    ("\u{FEFF}[]", .array([])),
  ]) func `values are read`(text: String, value: JSONValue) throws {
    #expect(try parse(text) == value)
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u00e9\u20ac\ud83d\ude00""#, "é€😀"), (#""a\u0041b""#, "aAb"),
    ("\"é€😀\"", "é€😀"), (#""""#, ""),
  ]) func `escapes are resolved`(text: String, value: String) throws {
    #expect(try parse(text) == .string(value))
  }

  @Test(arguments: [
    ("64", 64), ("0", 0), ("-0", 0), ("64.0", 64), ("6.4e1", 64), ("1E2", 100), ("9223372036854775807", Int.max),
    ("64.5", nil), ("9223372036854775808", nil), ("1e400", nil), ("1e-1", nil),
    ("9007199254740993.0", 9_007_199_254_740_992),
  ]) func `whole numbers are told from fractions`(literal: String, integer: Int?) throws {
    guard case .number(let number) = try parse(literal) else {
      Issue.record("\(literal) is a number")
      return
    }
    #expect(number.literal == literal)
    #expect(number.integer == integer)
  }

  @Test(arguments: [
    ("", 1, 1, "the text is empty"),
    ("[1,]", 1, 4, "a value is expected, but ']' was found"),
    ("{\n \"a\" 1}", 2, 6, "a colon is expected after a name, but '1' was found"),
    ("{'a':1}", 1, 2, "a member's name in quotation marks is expected, but ''' was found"),
    ("{\"a\":1,}", 1, 8, "a member's name in quotation marks is expected, but '}' was found"),
    ("[1 2]", 1, 4, "a comma or ] is expected after an element, but '2' was found"),
    ("{\"a\":1 \"b\":2}", 1, 8, "a comma or } is expected after a member, but '\"' was found"),
    ("[1] x", 1, 5, "'x' follows the end of the JSON text"),
    ("tru", 1, 1, "a value is expected; true begins like this, but is spelt differently"),
    ("NaN", 1, 1, "a value is expected, but 'N' was found"),
    ("01", 1, 2, "a number has no leading zeros"),
    ("1.", 1, 3, "a digit is expected, but the end of the text was found"),
    ("-x", 1, 2, "a digit is expected, but 'x' was found"),
    ("\"abc", 1, 1, "a text has no closing quotation mark"),
    ("\"a\nb\"", 1, 3, "a text holds control byte 10, which has to be escaped"),
    (#""\x""#, 1, 3, "'x' is no escape"),
    (#""\u12g4""#, 1, 6, "four hexadecimal digits are expected after \\u, but 'g' was found"),
    (#""\ud83d""#, 1, 4, "half of a surrogate pair stands alone"),
    (#""\ud83d\u0041""#, 1, 4, "half of a surrogate pair stands alone"),
    (#""\ude00""#, 1, 4, "half of a surrogate pair stands alone"),
    ("[\"é\", ?]", 1, 7, "a value is expected, but '?' was found"),
  ]) func `errors say where and why`(text: String, line: Int, column: Int, problem: String) {
    let error = #expect(throws: JSONSyntaxError.self) { try parse(text) }
    #expect(error?.line == line)
    #expect(error?.column == column)
    #expect(error?.problem == problem)
  }

  @Test func `bytes that are not UTF-8 are an error`() {
    #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
    #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: [0x22, 0x5C, 0x6E, 0xC3, 0x22]) }
  }

  @Test func `deep nesting is an error, not a crash`() throws {
    let allowed = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(throws: Never.self) { try parse(allowed) }
    let error = #expect(throws: JSONSyntaxError.self) { try parse(String(repeating: "[", count: 1_000_000)) }
    #expect(error?.problem == "arrays and objects are nested more than 64 deep")
  }

  @Test func `more values than are allowed are an error`() throws {
    let text = Array("[1,[2,{\"a\":3}]]".utf8)
    #expect(throws: Never.self) { try JSONValue(parsing: text, maximumCount: 6) }
    let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text, maximumCount: 5) }
    #expect(error?.problem == "there are more than 5 values")
    // A million values of three bytes each are little to send, and much to hold.
    let many = "[" + String(repeating: "[],", count: 1_000_000) + "0]"
    #expect(throws: JSONSyntaxError.self) { try parse(many) }
  }

  @Test(.timeLimit(.minutes(3))) func `tens of thousands of repeated names are soon read`() throws {
    let names = (0..<40_000).map { "\"\($0)\":0" }.joined(separator: ",")
    guard case .object(let object) = try parse("{\(names),\(names)}") else {
      Issue.record("an object was given")
      return
    }
    #expect(object.members.count == 40_000)
    #expect(object.repeatedNames.count == 40_000)
  }

  @Test func `a repeated name keeps its last value and is noted`() throws {
    guard case .object(let object) = try parse(#"{"a":1,"b":2,"a":3,"a":4}"#) else {
      Issue.record("an object was given")
      return
    }
    #expect(object["a"] == .integer(4))
    #expect(object.members.map(\.name) == ["a", "b"])
    #expect(object.repeatedNames == ["a"])
  }

  @Test func `every cut of a text is an error or a value`() {
    let text = Array(#"[{"a":[1.5e3,true,null,"x\u00e9\n"],"b":{}},-0.25]"#.utf8)
    for count in 0..<text.count {
      #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: Array(text[..<count])) }
    }
  }
}
