import ArgumentParser

/// Which of several processes this one is: it takes every line whose turn it is.
struct Shard: Hashable, Sendable {
  /// From 1 on.
  let index: Int
  let count: Int

  static let whole = Shard(index: 1, count: 1)

  /// Whether a line, counted from 1 on, is this process's.
  func takes(_ line: Int) -> Bool { (line - index).isMultiple(of: count) }
}

extension Shard {
  /// The value of an option.
  static func parse(_ text: String) throws -> Shard {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    if parts.count == 2, let index = parts[0], let count = parts[1], (1...max(1, count)).contains(index), count > 0 {
      return Shard(index: index, count: count)
    }
    throw ValidationError("the number of this process and how many there are is needed, 1/8 to 8/8")
  }
}

/// An amount of memory as it is typed: 4G, 512M, 1.5Gi, as Kubernetes writes it.
struct ByteCount: Hashable, Sendable {
  let bytes: Int

  /// The least that makes sense: the process itself, and a small picture.
  static let least = 64_000_000

  /// The value of an option.
  static func parse(_ text: String) throws -> ByteCount {
    let units = ["Ki": 1024.0, "Mi": 1_048_576, "Gi": 1_073_741_824, "K": 1000, "M": 1e6, "G": 1e9]
    let number = text.prefix { $0.isNumber || $0 == "." }
    let unit = String(text.dropFirst(number.count))
    if let value = Double(number), let factor = unit.isEmpty ? 1 : units[unit] {
      let bytes = value * factor
      if bytes >= Double(least) && bytes < 1e15 { return ByteCount(bytes: Int(bytes)) }
    }
    throw ValidationError("an amount of at least 64M is needed, such as 512M, 4G or 1.5Gi")
  }
}
