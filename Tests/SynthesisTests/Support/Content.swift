import TestSupport

/// What a test picture shows, channel by channel.
enum Content: String, CaseIterable, Sendable {
  case constant, gradient, step, impulses, noise, extremes

  /// All samples 0, or all of them 255: the smallest and the largest sums.
  case black, white

  /// Hardly any differences, and the same level for every seed: costs are small, and the agreement term decides.
  case faint

  /// Four samples a pixel.
  ///
  /// Another seed gives another picture of the kind.
  func samples(width: Int, height: Int, seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    let level = (0..<4).map { _ in Int(random.next() % 256) }
    let slope = (0..<4).map { _ in (Int(random.next() % 9), Int(random.next() % 9)) }
    let edge = Int(random.next() % UInt64(max(1, width)))
    var samples: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let bits = random.next()
        for c in 0..<4 {
          let own = Int(truncatingIfNeeded: bits >> UInt64(8 * c)) & 255
          let value =
            switch self {
            case .constant: level[c]
            case .gradient: (level[c] + slope[c].0 * x + slope[c].1 * y) & 255
            case .step: x < edge ? level[c] : 255 - level[c]
            case .impulses: bits >> 40 & 15 == 0 ? own : level[c]
            case .noise: own
            case .faint: 100 + own % 3
            case .black: 0
            case .white: 255
            case .extremes: (x + y + Int(seed)) & 1 == 0 ? 0 : 255
            }
          samples.append(UInt8(value))
        }
      }
    }
    return samples
  }
}
