/// Counts of values up to certain bounds, as Prometheus wants them.
struct Histogram: Hashable, Sendable {
  let bounds: [Double]
  private(set) var counts: [Int]
  private(set) var sum = 0.0
  private(set) var count = 0

  /// - Parameter bounds: upper bounds, rising.
  init(bounds: [Double]) {
    self.bounds = bounds
    counts = Array(repeating: 0, count: bounds.count)
  }

  mutating func add(_ value: Double) {
    count += 1
    sum += value
    if let index = bounds.firstIndex(where: { value <= $0 }) { counts[index] += 1 }
  }

  /// The lines of the text format, cumulative.
  func lines(_ name: String) -> [String] {
    var total = 0
    var lines = zip(bounds, counts).map { bound, count in
      total += count
      return "\(name)_bucket{le=\"\(bound)\"} \(total)"
    }
    lines.append("\(name)_bucket{le=\"+Inf\"} \(count)")
    return lines + ["\(name)_sum \(sum.threeDecimals)", "\(name)_count \(count)"]
  }
}
