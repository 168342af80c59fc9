import KernelInterface
import Raster
import SynthesisReference
import TestSupport
import Testing

@testable import Synthesis

@Suite struct TextureKernelTests {
  /// Picture size, and cells across and down.
  private static let grids = [
    (Size(width: 1, height: 1), 1, 1), (Size(width: 2, height: 9), 1, 4), (Size(width: 24, height: 24), 24, 24),
    (Size(width: 31, height: 17), 7, 5), (Size(width: 40, height: 26), 32, 3),
  ]

  @Test(arguments: Content.allCases)
  func `gradients are summed over cells and levels blended between them`(_ content: Content) {
    for (size, columns, rows) in Self.grids {
      let pixels = content.samples(width: size.width, height: size.height, seed: 4)
      var random = SplitMix64(seed: 8)
      let tables = TextureTables(
        logs: (0...6 * 255).map { Int32($0 * 3) },
        means: (0..<columns * rows).map { _ in Int32(random.next(below: 1500)) },
        levels: (0..<1200).map { _ in UInt8(random.next(below: 256)) })
      let reference = ReferenceTexture(
        picture: ReferencePicture(size: size, samples: pixels), columns: columns, rows: rows)
      let sums = reference.sums(logs: tables.logs.values.map { Int($0) })
      let written = reference.written(
        means: tables.means.values.map { Int($0) }, levels: tables.levels.values.map { Int($0) })

      for instructionSet in InstructionSet.runnable {
        let kernels = instructionSet.kernels
        let cells = tables.cells(size, columns: columns, rows: rows)
        let buffer = Buffer(pixels)
        let result = Buffer<Int64>(count: columns * rows, repeating: -1)
        for row in 0..<rows {
          kernels.measureTexture(
            pixels: buffer.base, cells: cells, cellRow: row, into: result.base + row * columns)
        }
        expectEqual(result.values.map { Int($0) }, sums, "\(instructionSet), \(size)")
        for y in 0..<size.height { kernels.writeTexture(into: buffer.base, cells: cells, rows: y..<y + 1) }
        expectEqual(buffer.values.map { Int($0) }, written.samples, "\(instructionSet), \(size)")
        withExtendedLifetime(tables) {}
      }
    }
  }

  @Test func `flat pictures have texture level 0 and busier ones more`() {
    let size = Size(width: 32, height: 32)
    func level(_ image: Image) -> Int {
      let buffer = Buffer(image.pixels)
      TextureLevel.write(into: buffer, size: size, engine: Engine(.portable))
      return (0..<size.area).reduce(0) { $0 + Int(buffer[$1 * 4 + 3]) } / size.area
    }
    #expect(level(Image(size: size, fill: Pixel(red: 9, green: 99, blue: 200))) == 0)
    #expect(level(.gradient(size: size)) > 0)
    #expect(level(.noise(size: size, seed: 1)) > level(.gradient(size: size)))
  }
}

/// Tables of the shape that the engine uses.
private final class TextureTables {
  let logs: Buffer<Int32>
  let means: Buffer<Int32>
  let levels: Buffer<UInt8>

  init(logs: [Int32], means: [Int32], levels: [UInt8]) {
    self.logs = Buffer(logs)
    self.means = Buffer(means)
    self.levels = Buffer(levels)
  }

  func cells(_ size: Size, columns: Int, rows: Int) -> TextureCells {
    TextureCells(
      width: size.width, height: size.height, columns: columns, rows: rows, logTable: logs.base, means: means.base,
      levelTable: levels.base, levelTableCount: levels.count)
  }
}
