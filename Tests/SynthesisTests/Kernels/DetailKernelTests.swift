import KernelInterface
import Raster
import SynthesisReference
import TestSupport
import Testing

@testable import Synthesis

@Suite struct DetailKernelTests {
  @Test(arguments: [4, 5, 9])
  func `detail less its blur is added`(_ index: Int) {
    let example = KernelCase.all[index]
    let detail = Self.detail(example)
    let level = example.level(.portable)
    var expected = level.voted.values
    for (x, y) in level.geometry.unknownTiles.flatMap(\.places) {
      for c in 0..<4 {
        let place = (y * detail.width + x) * 4 + c
        expected[place] = UInt16(detail.added(to: Int(expected[place]), x: x, y: y, channel: c))
      }
    }
    for instructionSet in InstructionSet.runnable {
      for tiling in Tiling.allCases {
        let level = example.level(instructionSet)
        let buffer = Buffer(detail.values.map { Int16($0) })
        for tile in tiling.cut(level.geometry.unknownTiles) {
          instructionSet.kernels.addDetail(level.view, tile: tile, detail: buffer.base)
        }
        expectEqual(level.voted.values, expected, "\(instructionSet), \(tiling)")
        withExtendedLifetime((level, buffer)) {}
      }
    }
  }

  @Test func `the blur is that of two boxes, but for rounding`() {
    let detail = Self.detail(KernelCase.all[4])
    for (x, y) in [(0, 0), (5, 3), (23, 19), (12, 10)] {
      for c in 0..<4 {
        let exact = detail.exactlyBlurred(x: x, y: y, channel: c)
        #expect(abs(Double(detail.blurred(x: x, y: y, channel: c)) - exact) < 2 + abs(exact) / 1000)
      }
    }
  }

  /// Differences as large as they come, of both signs.
  private static func detail(_ example: KernelCase) -> ReferenceDetail {
    let geometry = LevelGeometry(known: example.source, edges: example.edges, scale: 1)
    var random = SplitMix64(seed: 6)
    return ReferenceDetail(
      width: geometry.size.width, height: geometry.size.height,
      values: (0..<geometry.size.area * 4).map { _ in random.next(below: 16321) - 8160 })
  }
}
