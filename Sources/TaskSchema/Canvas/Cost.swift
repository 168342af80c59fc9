/// The hosted service's price of one result: $0.10 for every megapixel of the canvas begun.
///
/// A megapixel is 1024 × 1024 pixels; the source costs nothing. Here nothing is charged either: the price is stated for
/// the budget code of clients.
public struct Cost: Hashable, Sendable, Codable {
  /// Tenths of a dollar.
  public private(set) var dimes: Int

  public init(width: Int, height: Int) {
    let megapixel = 1024 * 1024
    dimes = (width * height + megapixel - 1) / megapixel
  }

  /// The price of several such results.
  public func multiplied(by count: Int) -> Cost {
    var cost = self
    cost.dimes *= count
    return cost
  }

  /// The price in dollars, such as 0.3.
  public var json: JSONValue {
    .number(JSONNumber(literal: dimes % 10 == 0 ? "\(dimes / 10)" : "\(dimes / 10).\(dimes % 10)"))
  }
}
