import Assessment
import Foundation

/// A file that says from where on a picture counts as bad, such as `Examples/thresholds.json`.
///
/// What it does not mention stays as it is; null takes a threshold away.
struct ThresholdsFile {
  let thresholds: Thresholds

  init(reading path: String) throws(CommandFailure) {
    let bytes = try InputFile.read(path)
    func wrong(_ what: String) -> CommandFailure {
      CommandFailure(.badInput, "\(path): \(what); Examples/thresholds.json shows how it is written.")
    }
    guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)), let sections = object as? [String: Any]
    else { throw wrong("This is not a JSON object") }
    var result = Thresholds.standard
    for (section, content) in sections where section != "about" {
      guard ["limits", "margins", "tolerances"].contains(section) else {
        throw wrong("\"\(section)\" is no section; there are limits, margins and tolerances")
      }
      guard let entries = content as? [String: Any] else { throw wrong("\"\(section)\" must be an object") }
      for (name, value) in entries {
        guard Measure.named(name) != nil else { throw wrong("there is no measure \"\(name)\"") }
        do {
          switch section {
          case "limits": result.limits[name] = try Self.limit(value)
          case "margins": result.margins[name] = try Self.amount(value)
          default: result.tolerances[name] = try Self.amount(value)
          }
        } catch {
          throw wrong("\(section), \"\(name)\": \(error.message)")
        }
      }
    }
    thresholds = result
  }

  private struct Mistake: Error {
    var message: String
  }

  private static func limit(_ value: Any) throws(Mistake) -> Thresholds.Limit? {
    if value is NSNull { return nil }
    guard let object = value as? [String: Any], object.keys.allSatisfy({ ["min", "max"].contains($0) }) else {
      throw Mistake(message: "an object with min, max or both is needed, or null")
    }
    var limit = Thresholds.Limit()
    if let least = object["min"] { limit.least = try number(least) }
    if let most = object["max"] { limit.most = try number(most) }
    return limit
  }

  private static func amount(_ value: Any) throws(Mistake) -> Double? {
    if value is NSNull { return nil }
    let amount = try number(value)
    if amount < 0 { throw Mistake(message: "a number of 0 or more is needed, or null") }
    return amount
  }

  private static func number(_ value: Any) throws(Mistake) -> Double {
    // A JSON true comes as a number too.
    guard let number = value as? NSNumber, !(value is Bool) || "\(value)" != "true" && "\(value)" != "false" else {
      throw Mistake(message: "a number is needed")
    }
    return number.doubleValue
  }
}
