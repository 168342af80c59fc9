import KernelInterface
import SynthesisReference
import TestSupport
import Testing

@Suite struct CoordinateRandomTests {
  @Test func `numbers follow the specified hash`() {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<300 {
      let seed = generator.next()
      let (level, iteration, pass) = (generator.next(below: 9), generator.next(below: 9), generator.next(below: 9))
      let key = CoordinateRandom.key(seed: seed, level: level, iteration: iteration, pass: pass)
      #expect(key == ReferenceRandom.key(seed: seed, level: level, iteration: iteration, pass: pass))
      let index = generator.next(below: 1 << 30)
      var random = CoordinateRandom(key: key, index: index)
      var reference = ReferenceRandom(key: key, index: index)
      for bound in [1, 2, 4, 3, 33, 4001, 65535] {
        let number = random.next(below: bound)
        #expect(number == reference.next(below: bound))
        #expect((0..<bound).contains(number))
      }
    }
  }

  @Test func `every seed, level, iteration and pass has a key of its own`() {
    var keys: Set<UInt32> = []
    for seed in [0, 1, 2, 1 << 32, 1 << 63] as [UInt64] {
      for level in 0..<9 {
        for iteration in 0..<6 {
          for pass in 0..<8 {
            keys.insert(CoordinateRandom.key(seed: seed, level: level, iteration: iteration, pass: pass))
          }
        }
      }
    }
    #expect(keys.count == 5 * 9 * 6 * 8)
  }

  @Test func `neighbouring places get numbers that look independent`() {
    var counts = [Int](repeating: 0, count: 8)
    var equalPairs = 0
    var last = -1
    for index in 0..<8000 {
      var random = CoordinateRandom(key: 77, index: index)
      let number = random.next(below: 8)
      counts[number] += 1
      if number == last { equalPairs += 1 }
      last = number
    }
    // Four standard deviations around 1000.
    #expect(counts.allSatisfy { (880...1120).contains($0) })
    #expect((880...1120).contains(equalPairs))
  }
}
