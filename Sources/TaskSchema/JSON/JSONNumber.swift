/// A JSON number as it was written, so that no digit is lost on the way.
public struct JSONNumber: Hashable, Sendable {
  /// The number's text; always valid JSON.
  public let literal: String

  /// - Precondition: `literal` is a JSON number, which the parser and the callers in this module see to.
  init(literal: String) {
    self.literal = literal
  }

  public init(_ value: Int) {
    literal = String(value)
  }

  /// The number when it is a whole one that fits: `64`, `64.0` and `6.4e1` all are 64, and `64.5` is none.
  ///
  /// This is what JSON Schema calls an integer. A number written with a point or an exponent must be within ±2⁵³, where
  /// floating point still is exact.
  public var integer: Int? {
    if let value = Int(literal) { return value }
    guard let value = Double(literal), value.magnitude <= 9_007_199_254_740_992 else { return nil }
    return Int(exactly: value)
  }
}
