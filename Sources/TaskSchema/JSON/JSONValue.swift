/// A JSON value that keeps what validation needs: integers apart from fractions, members in their order.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

extension JSONValue {
  /// The number `value`.
  public static func integer(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

  /// The value as an error message mentions it: short, whatever its size.
  public var summary: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): value.literal.count <= 40 ? value.literal : "\(value.literal.prefix(40))…"
    case .string(let value): "\"\(value.shortened(to: 60))\""
    case .array(let elements): elements.count == 1 ? "an array of 1 element" : "an array of \(elements.count) elements"
    case .object: "an object"
    }
  }
}

extension String {
  /// The text itself, or its beginning and an ellipsis; line breaks become spaces.
  package func shortened(to count: Int) -> String {
    let beginning = unicodeScalars.prefix(count + 1)
    let isLonger = beginning.count > count
    var result = String.UnicodeScalarView()
    for scalar in beginning.prefix(count) {
      result.append(scalar.value < 0x20 ? " " : scalar)
    }
    return isLonger ? String(result) + "…" : String(result)
  }
}

extension JSONValue {
  /// Millions of pixels with two decimals, the last one rounded.
  public static func megapixels(_ pixels: Int) -> JSONValue { hundredths((pixels + 5_000) / 10_000) }

  /// A number that is not negative, in hundredths.
  public static func hundredths(_ value: Int) -> JSONValue {
    let fraction = value % 100
    return .number(JSONNumber(literal: "\(value / 100).\(fraction < 10 ? "0" : "")\(fraction)"))
  }
}
