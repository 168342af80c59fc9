import KernelInterface
import Raster
import Testing

@testable import Synthesis

@Suite struct OccurrenceTests {
  @Test(arguments: KernelCase.all)
  func `uses above one and a half shares are counted in sixteenths`(_ example: KernelCase) {
    let level = example.level(.portable)
    if level.weights.occurrence == 0 { return }
    Occurrence.recount(level)

    let geometry = level.geometry
    let (width, height) = (geometry.sourceColumns, geometry.sourceRows)
    var uses = [Int](repeating: 0, count: width * height)
    let targets = geometry.targetTiles.flatMap(\.places)
    for (x, y) in targets {
      let match = level.field[y * geometry.targetColumns + x]
      uses[match.y * width + (match.isFlipped ? width - 1 - match.x : match.x)] += 1
    }
    let share = max(0.5, Double(targets.count) / Double(width * height))
    for y in 0..<height {
      for x in 0..<width {
        var count = 0
        var area = 0
        for ny in max(0, y - 4)...min(height - 1, y + 4) {
          for nx in max(0, x - 4)...min(width - 1, x + 4) {
            count += uses[ny * width + nx]
            area += 1
          }
        }
        let texture = Double(level.source[((y + 4) * (width + 7) + x + 4) * 4 + 3])
        let smooth = Double(level.smoothOccurrence)
        let weight = smooth + (1 - smooth) * min(max((texture - 30) / 30, 0), 1)
        let excess = min(104, max(0, (Double(count) / Double(area) / share - 1.5) * 16)) * weight
        let actual = Double(level.occurrence[y * width + x])
        #expect(actual > excess - 1.001 && actual < excess + 0.001, "source (\(x), \(y))")
      }
    }
  }

  @Test func `an even use of all sources costs nothing`() {
    let example = KernelCase(
      source: Size(width: 20, height: 20), edges: EdgeAmounts(right: 13), content: .noise, matches: .scattered)
    let level = example.level(.portable)
    // As many targets as sources: 13 × 13.
    for (i, place) in level.geometry.targetTiles.flatMap(\.places).enumerated() {
      level.field[place.y * level.geometry.targetColumns + place.x] = Match(x: i % 13, y: i / 13, flipped: i % 2 == 0)
    }
    Occurrence.recount(level)
    #expect(Set(level.occurrence.values) == [0])
  }
}
