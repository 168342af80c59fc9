import KernelInterface
import Raster
import SynthesisReference
import Testing

@testable import Synthesis

@Suite struct ResampleKernelTests {
  private static let lengths = [(1, 1), (1, 5), (2, 1), (7, 3), (5, 12), (24, 16), (16, 37), (31, 8)]

  @Test(arguments: Content.allCases)
  func `rows and columns are weighted sums`(_ content: Content) {
    for (from, to) in Self.lengths {
      // Another ratio downwards, so that width and height can't be mixed up.
      let size = Size(width: from, height: to + 2)
      let target = Size(width: to, height: from + 1)
      let pixels = content.samples(width: size.width, height: size.height, seed: 11)
      let across = ReferenceAxis(ResampleFilter(from: size.width, to: target.width))
      let down = ReferenceAxis(ResampleFilter(from: size.height, to: target.height))
      let rows = (0..<size.height).map { y in
        pixels[y * size.width * 4..<(y + 1) * size.width * 4].map { Int($0) }
      }
      let expected = ReferenceResampling.rows(ReferenceResampling.columns(rows, axis: across), axis: down)
      for instructionSet in InstructionSet.runnable {
        let result = Engine(instructionSet).resample(Buffer(pixels), from: size, to: target)
        expectEqual(
          result.values, expected.flatMap { $0.map { UInt8($0) } }, "\(instructionSet), \(size) to \(target)")
      }
    }
  }

  @Test func `a band of rows writes those rows alone`() {
    let filter = ResampleFilter(from: 9, to: 4)
    let pixels = Buffer(Content.noise.samples(width: 9, height: 9, seed: 1))
    for instructionSet in InstructionSet.runnable {
      let whole = Buffer<UInt16>(count: 4 * 9 * 4, repeating: 7)
      let part = Buffer<UInt16>(count: 4 * 9 * 4, repeating: 7)
      let kernels = instructionSet.kernels
      kernels.resampleColumns(from: pixels.base, rowBytes: 36, rows: 0..<9, axis: filter.axis, into: whole.base)
      kernels.resampleColumns(from: pixels.base, rowBytes: 36, rows: 2..<5, axis: filter.axis, into: part.base)
      let row = 16
      #expect(part.values(in: 2 * row..<5 * row) == whole.values(in: 2 * row..<5 * row))
      #expect(Set(part.values(in: 0..<2 * row) + part.values(in: 5 * row..<9 * row)) == [7])

      let wholeResult = Buffer<UInt8>(count: 4 * 4 * 4, repeating: 7)
      let partResult = Buffer<UInt8>(count: 4 * 4 * 4, repeating: 7)
      kernels.resampleRows(from: whole.base, rowValues: 16, rows: 0..<4, axis: filter.axis, into: wholeResult.base)
      kernels.resampleRows(from: whole.base, rowValues: 16, rows: 1..<3, axis: filter.axis, into: partResult.base)
      #expect(partResult.values(in: row..<3 * row) == wholeResult.values(in: row..<3 * row))
      #expect(Set(partResult.values(in: 0..<row) + partResult.values(in: 3 * row..<4 * row)) == [7])
    }
  }
}

extension ReferenceAxis {
  init(_ filter: ResampleFilter) {
    let taps = filter.taps.values.map { Int($0) }
    self.init(
      starts: filter.starts.values.map { Int($0) },
      taps: (0..<filter.count).map { Array(taps[$0 * filter.tapCount..<($0 + 1) * filter.tapCount]) })
  }
}
