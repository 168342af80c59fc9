import KernelInterface
import Raster
import SynthesisReference
import Testing

@testable import Synthesis

@Suite struct ResampleFilterTests {
  private static let lengths = [1, 2, 3, 5, 8, 13, 24, 37, 64]

  @Test func `weights add up to one and stay inside the source`() {
    for source in Self.lengths {
      for count in Self.lengths {
        let axis = ReferenceAxis(ResampleFilter(from: source, to: count))
        #expect(axis.taps.count == count)
        for (start, taps) in zip(axis.starts, axis.taps) {
          #expect(taps.reduce(0, +) == 16384, "\(source) to \(count)")
          #expect(taps.allSatisfy { $0 >= 0 })
          #expect(start >= 0 && start + taps.count <= source)
        }
      }
    }
  }

  @Test func `results are those of a triangle filter`() {
    for source in Self.lengths {
      let size = Size(width: source, height: 1)
      let pixels = Content.noise.samples(width: source, height: 1, seed: 5)
      for count in Self.lengths {
        let result = Engine(.portable).resample(Buffer(pixels), from: size, to: Size(width: count, height: 1))
        for place in 0..<count {
          for c in 0..<4 {
            let values = (0..<source).map { Double(pixels[$0 * 4 + c]) }
            let exact = ReferenceResampling.triangle(values, to: count, at: place)
            #expect(abs(Double(result[place * 4 + c]) - exact) <= 0.6, "\(source) to \(count) at \(place)")
          }
        }
      }
    }
  }

  @Test func `the same size gives the same bytes`() {
    let size = Size(width: 13, height: 9)
    let pixels = Content.noise.samples(width: 13, height: 9, seed: 5)
    expectEqual(Engine(.portable).resample(Buffer(pixels), from: size, to: size).values, pixels, "13×9")
  }
}
