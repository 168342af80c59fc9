import Foundation
import TestSupport
import Testing

@testable import Synthesis

@Suite struct DeterministicMathTests {
  @Test func `exp agrees with the system's`() {
    var random = SplitMix64(seed: 1)
    let values = [0, 1, -1, 700, -700, 0.3465, -0.3466, 1e-9] + (0..<2000).map { _ in random.value(in: -700...700) }
    for x in values {
      let expected = exp(x)
      #expect(abs(DeterministicMath.exp(x) - expected) <= 1e-12 * expected, "exp(\(x))")
    }
  }

  @Test func `log agrees with the system's`() {
    var random = SplitMix64(seed: 2)
    let values = [1, 2, 0.5, 1 + 1e-9, 1 - 1e-9, 1e-300, 1e300]
    for x in values + (0..<2000).map({ _ in exp(random.value(in: -50...50)) }) {
      #expect(abs(DeterministicMath.log(x) - log(x)) <= 1e-12 * max(1, abs(log(x))), "log(\(x))")
    }
  }

  @Test func `pow agrees with the system's`() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<1000 {
      let base = random.value(in: 0.001...50)
      let exponent = random.value(in: -20...20)
      let expected = pow(base, exponent)
      #expect(abs(DeterministicMath.pow(base, exponent) - expected) <= 1e-12 * expected, "\(base) to the \(exponent)")
    }
    #expect(DeterministicMath.pow(7, 0) == 1)
  }

  @Test func `exact values are exact`() {
    #expect(DeterministicMath.exp(0) == 1)
    #expect(DeterministicMath.log(1) == 0)
  }
}

extension SplitMix64 {
  /// A number of a range, all equally likely.
  mutating func value(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + Double(next() >> 11) / Double(1 << 53) * (range.upperBound - range.lowerBound)
  }
}
