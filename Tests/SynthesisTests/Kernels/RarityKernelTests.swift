import KernelInterface
import Raster
import SynthesisReference
import Testing

@testable import Synthesis

@Suite struct RarityKernelTests {
  @Test(arguments: Content.allCases)
  func `the best explanation of each patch comes from far enough away`(_ content: Content) {
    for (size, distance, rowDistances) in [
      (Size(width: 8, height: 8), 1, 0..<9), (Size(width: 13, height: 11), 3, 0..<11),
      (Size(width: 9, height: 16), 2, 0..<4), (Size(width: 11, height: 17), 2, 3..<8),
      // More samples in a row than are compared at once.
      (Size(width: 47, height: 12), 5, 0..<5),
    ] {
      let pixels = content.samples(width: size.width, height: size.height, seed: 3)
      let source = ReferencePicture(size: size, samples: pixels)
      let reference = ReferenceRarity(
        source: source, distance: distance, rowDistances: rowDistances, biasLimit: 1280)
      let (columns, rows) = (size.width - 7, size.height - 7)
      for instructionSet in InstructionSet.runnable {
        let engine = Engine(instructionSet)
        let plain = Buffer(pixels)
        let flipped = engine.mirrored(plain, size: size)
        let moments = engine.patchMoments(plain, size: size)
        let thumbnails = SampledThumbnails(plain, flipped: flipped, size: size, engine: engine)
        let view = SourceView(
          width: size.width, height: size.height, pixels: plain.base, flippedPixels: flipped.base,
          moments: moments.base, thumbnails: thumbnails.view)
        for row in 0..<rows {
          let costs = Buffer<Int32>(count: columns, repeating: -1)
          instructionSet.kernels.rarity(
            view, row: row, columns: stride(from: 0, to: columns, by: 2), distance: distance,
            rowDistances: rowDistances, biasLimit: 1280, into: costs.base)
          for (place, column) in stride(from: 0, to: columns, by: 2).enumerated() {
            // Where there is nothing to compare with, the cost is beyond all others.
            let expected = reference.cost(x: column, y: row) ?? 1 << 30
            #expect(Int(costs[place]) == expected, "\(instructionSet), \(size), (\(column), \(row))")
          }
          #expect(costs.values(in: (columns + 1) / 2..<columns).allSatisfy { $0 == -1 })
        }
        withExtendedLifetime((plain, flipped, moments, thumbnails)) {}
      }
    }
  }
}
