import KernelInterface
import Raster
import SynthesisReference
import Testing

@testable import Synthesis

@Suite struct PictureKernelTests {
  private static let sizes = [
    Size(width: 8, height: 8), Size(width: 9, height: 8), Size(width: 8, height: 13), Size(width: 37, height: 11),
  ]

  @Test(arguments: Content.allCases)
  func `moments are those of 64 pixels each`(_ content: Content) {
    for size in Self.sizes {
      let pixels = content.samples(width: size.width, height: size.height, seed: 2)
      let expected = ReferencePicture(size: size, samples: pixels).patchMoments
      for instructionSet in InstructionSet.runnable {
        let moments = Engine(instructionSet).patchMoments(Buffer(pixels), size: size)
        expectEqual(moments.values.map { Int($0) }, expected, "\(instructionSet), \(size)")
      }
    }
  }

  @Test(arguments: Content.allCases)
  func `squares are those of all samples of a patch`(_ content: Content) {
    for size in Self.sizes {
      let samples = content.samples(width: size.width, height: size.height, seed: 2)
      let expected = ReferencePicture(size: size, samples: samples).patchSquares
      let pixels = Buffer(samples)
      for instructionSet in InstructionSet.runnable {
        let kernels = instructionSet.kernels
        let squares = Buffer<Int32>(count: expected.count, repeating: 0)
        kernels.patchSquares(
          pixels: pixels.base, width: size.width, rows: 0..<size.height - 7, into: squares.base)
        expectEqual(squares.values.map { Int($0) }, expected, "\(instructionSet), \(size)")
        let table = Engine(instructionSet).patchSquares(pixels, size: size)
        #expect(table.values == (kernels.usesSquares ? squares.values : []), "\(instructionSet)")
      }
    }
  }

  @Test func `the mirrored picture runs from right to left`() {
    for size in Self.sizes + [Size(width: 1, height: 1), Size(width: 2, height: 3), Size(width: 5, height: 1)] {
      let pixels = Content.noise.samples(width: size.width, height: size.height, seed: 3)
      let expected = ReferencePicture(size: size, samples: pixels).mirrored.samples
      for instructionSet in InstructionSet.runnable {
        let result = Engine(instructionSet).mirrored(Buffer(pixels), size: size)
        expectEqual(result.values.map { Int($0) }, expected, "\(instructionSet), \(size)")
      }
    }
  }

  @Test func `a band of rows writes those rows alone`() {
    let size = Size(width: 12, height: 14)
    let pixels = Buffer(Content.noise.samples(width: 12, height: 14, seed: 3))
    for instructionSet in InstructionSet.runnable {
      let engine = Engine(instructionSet)
      let moments = Buffer<UInt16>(count: 5 * 7 * 4, repeating: 7)
      instructionSet.kernels.patchMoments(pixels: pixels.base, width: 12, rows: 2..<5, into: moments.base)
      #expect(moments.values(in: 40..<100) == engine.patchMoments(pixels, size: size).values(in: 40..<100))
      #expect(Set(moments.values(in: 0..<40) + moments.values(in: 100..<140)) == [7])

      let squares = Buffer<Int32>(count: 5 * 7, repeating: 7)
      let whole = Buffer<Int32>(count: 5 * 7, repeating: 7)
      instructionSet.kernels.patchSquares(pixels: pixels.base, width: 12, rows: 2..<5, into: squares.base)
      instructionSet.kernels.patchSquares(pixels: pixels.base, width: 12, rows: 0..<7, into: whole.base)
      #expect(squares.values(in: 10..<25) == whole.values(in: 10..<25))
      #expect(Set(squares.values(in: 0..<10) + squares.values(in: 25..<35)) == [7])

      let mirrored = Buffer<UInt8>(count: size.area * 4, repeating: 7)
      instructionSet.kernels.mirror(pixels: pixels.base, width: 12, rows: 3..<4, into: mirrored.base)
      #expect(mirrored.values(in: 144..<192) == engine.mirrored(pixels, size: size).values(in: 144..<192))
      #expect(Set(mirrored.values(in: 0..<144) + mirrored.values(in: 192..<size.area * 4)) == [7])
    }
  }
}
