import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct SeedPreferenceTests {
  private func preference(seed: UInt64) -> [UInt8] {
    let level = KernelCase.all[4].level(.portable)
    SeedPreference.write(to: level, seed: seed)
    return level.occurrence.values
  }

  @Test func `a seed always prefers the same sources`() {
    #expect(preference(seed: 7) == preference(seed: 7))
  }

  @Test func `seeds prefer different sources`() {
    let preferences = (1...8).map { preference(seed: $0) }
    #expect(Set(preferences).count == 8)
  }

  @Test func `reluctance is no larger than the largest occurrence, and smooth`() {
    let level = KernelCase.all[4].level(.portable)
    SeedPreference.write(to: level, seed: 3)
    let columns = level.geometry.sourceColumns
    let values = level.occurrence.values.map { Int($0) }
    #expect(values.allSatisfy { $0 <= 104 })
    for index in values.indices where index % columns > 0 {
      #expect(abs(values[index] - values[index - 1]) <= 14, "at \(index)")
    }
    // Rows are alike, so that horizons stay where they are.
    #expect(values.indices.dropFirst(columns).allSatisfy { values[$0] == values[$0 - columns] })
  }

  @Test func `two seeds give visibly different pictures of a texture`() {
    let source = Image.noise(size: Size(width: 40, height: 32), seed: 5)
    let pictures = [1, 2].map { seed in
      Canvas(source: source, edges: EdgeAmounts(right: 30)).filled(FillOptions(seed: seed)) { _ in }
    }
    let differing = (0..<pictures[0].pixels.count).count { pictures[0].pixels[$0] != pictures[1].pixels[$0] }
    #expect(differing > 30 * 32)
  }
}
