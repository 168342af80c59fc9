import ArgumentParser

/// Width to height, such as 16:9 or 2.39:1, kept as whole numbers.
struct AspectRatio: Hashable, Sendable {
  let width: Int
  let height: Int

  /// - Returns: nil unless `text` is two numbers above 0 and up to 10000, with up to 4 decimals, and a colon between.
  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let width = Self.tenThousandths(parts[0]), let height = Self.tenThousandths(parts[1]) else {
      return nil
    }
    self.width = width
    self.height = height
  }

  private static func tenThousandths(_ text: Substring) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else {
      return nil
    }
    let decimals = parts.count == 2 ? parts[1] : ""
    guard parts[0].count <= 5, decimals.count <= 4,
      let value = Int(parts[0] + decimals + String(repeating: "0", count: 4 - decimals.count)),
      (1...100_000_000).contains(value)
    else { return nil }
    return value
  }
}

extension AspectRatio {
  /// The value of an option.
  static func parse(_ text: String) throws -> AspectRatio {
    if let ratio = AspectRatio(text) { return ratio }
    throw ValidationError("two numbers above 0 with a colon between are needed, such as 16:9 or 2.39:1")
  }
}
