/// Detail less its own blur: four values a pixel.
package struct ReferenceDetail: Sendable {
  package var width: Int
  package var height: Int
  package var values: [Int]

  package init(width: Int, height: Int, values: [Int]) {
    self.width = width
    self.height = height
    self.values = values
  }

  /// Two boxes of 9 make one window of 17: 1, 2, … 9, … 2, 1, which adds up to 81.
  private static let window = (-8...8).map { 9 - abs($0) }

  /// The blur of one value, edges repeated, rounded as the kernel rounds: rows to 1/16 down, then 81 · 81 / 16 is
  /// taken as 410, towards zero.
  package func blurred(x: Int, y: Int, channel: Int) -> Int {
    var sum = 0
    for (k, down) in Self.window.enumerated() {
      let row = min(max(y + k - 8, 0), height - 1)
      var rowSum = 0
      for (i, across) in Self.window.enumerated() {
        rowSum += across * values[(row * width + min(max(x + i - 8, 0), width - 1)) * 4 + channel]
      }
      // An arithmetic shift rounds down, also below zero.
      sum += down * (rowSum >> 4)
    }
    return sum / 410
  }

  /// The blur in real numbers.
  package func exactlyBlurred(x: Int, y: Int, channel: Int) -> Double {
    var sum = 0
    for (k, down) in Self.window.enumerated() {
      for (i, across) in Self.window.enumerated() {
        let row = min(max(y + k - 8, 0), height - 1)
        sum += down * across * values[(row * width + min(max(x + i - 8, 0), width - 1)) * 4 + channel]
      }
    }
    return Double(sum) / (81 * 81)
  }

  /// A voted value with the rest of the detail added, within 0...255 in 1/32 steps.
  package func added(to voted: Int, x: Int, y: Int, channel: Int) -> Int {
    let rest = values[(y * width + x) * 4 + channel] - blurred(x: x, y: y, channel: channel)
    return min(max(voted + rest, 0), 8160)
  }
}
