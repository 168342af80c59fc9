import NIOHTTP1

/// Header fields in their order; names are compared without case.
///
/// NIO keeps the fields; this face gives one value where a request or an answer has one.
struct HTTPHeaders: Equatable, Sendable {
  private(set) var fields: NIOHTTP1.HTTPHeaders

  init(_ fields: NIOHTTP1.HTTPHeaders = [:]) {
    self.fields = fields
  }

  /// The value of the first field of that name.
  subscript(name: String) -> String? {
    get { fields.first(name: name) }
    set {
      fields.remove(name: name)
      if let newValue { append(name, newValue) }
    }
  }

  /// Adds a field, also where there is one of that name.
  ///
  /// A line break would begin another field, so control characters are left out.
  mutating func append(_ name: String, _ value: String) {
    let isClean = value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    let value = isClean ? value : String(decoding: value.utf8.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
    fields.add(name: name, value: value)
  }

  /// All values of fields of that name.
  func all(_ name: String) -> [String] { fields[name] }

  /// Whether a comma-separated list in fields of that name holds `token`, without case.
  func list(_ name: String, contains token: String) -> Bool {
    fields[canonicalForm: name].contains { $0.lowercased() == token }
  }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral elements: (String, String)...) {
    self.init()
    for (name, value) in elements { append(name, value) }
  }
}

extension StringProtocol {
  /// The text without spaces and tabs at its ends.
  var trimmed: String {
    let isSpace = { (character: Character) in character == " " || character == "\t" }
    guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
      return ""
    }
    return String(self[first...last])
  }
}
