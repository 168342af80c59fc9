/// The members of a JSON object in the order in which they were written.
public struct JSONObject: Hashable, Sendable {
  /// One name and its value.
  public struct Member: Hashable, Sendable {
    public let name: String
    public let value: JSONValue

    public init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// Members in their order; of a name that was written more than once, only the last value.
  public private(set) var members: [Member] = []

  /// Names that were written more than once.
  public private(set) var repeatedNames: [String] = []

  private var positions: [String: Int] = [:]

  /// The same names, to find them soon however many there are.
  private var repeated: Set<String> = []

  public init() {}

  /// The value of the member `name`.
  public subscript(name: String) -> JSONValue? {
    positions[name].map { members[$0].value }
  }

  /// Adds a member at the end; a name that is taken gets the new value and is noted in ``repeatedNames``.
  public mutating func append(_ name: String, _ value: JSONValue) {
    if let position = positions[name] {
      members[position] = Member(name: name, value: value)
      if repeated.insert(name).inserted { repeatedNames.append(name) }
    } else {
      positions[name] = members.count
      members.append(Member(name: name, value: value))
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    for (name, value) in elements { append(name, value) }
  }
}
