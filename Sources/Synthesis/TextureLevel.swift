internal import KernelInterface
internal import Raster

/// The texture level: how busy the picture is around a pixel, kept in the fourth channel.
///
/// After Newson et al. (2014, section 3.4):
///
/// level = 16 · (exp(mean of log(1 + g)) - 1), g = mean absolute central difference. The logarithm lets a single
/// strong edge count little and dense texture much. It is measured on cells of 1/32 of the short side.
enum TextureLevel {
  private static let gain = 16.0

  /// log(1 + g / 6) by the sum of six absolute differences, in 1/256 steps.
  private static let logTable: [Int32] = (0...6 * 255).map {
    Int32((DeterministicMath.log(1 + Double($0) / 6) * 256).rounded())
  }

  /// Texture level by mean logarithm in 1/256 steps.
  private static let levelTable: [UInt8] = (0...1536).map {
    UInt8(min(255, ((DeterministicMath.exp(Double($0) / 256) - 1) * gain).rounded()))
  }

  /// Replaces the fourth channel of `pixels` by the texture level.
  static func write(into pixels: Buffer<UInt8>, size: Size, engine: Engine) {
    let cellSide = max(1, Double(min(size.width, size.height)) / 32)
    let columns = max(1, min(size.width, Int(Double(size.width) / cellSide)))
    let rows = max(1, min(size.height, Int(Double(size.height) / cellSide)))
    let logs = Buffer<Int32>(count: logTable.count, repeating: 0)
    logs.replace(from: 0, with: logTable[...])
    let levels = Buffer<UInt8>(count: levelTable.count, repeating: 0)
    levels.replace(from: 0, with: levelTable[...])
    let means = Buffer<Int32>(count: columns * rows, repeating: 0)
    let sums = Buffer<Int64>(count: columns * rows, repeating: 0)
    let kernels = engine.kernels
    // The tables live to the end of this function; cell rows and pixel rows are written by one band each.
    let cells = unsafe TextureCells(
      width: size.width, height: size.height, columns: columns, rows: rows, logTable: UnsafePointer(logs.base),
      means: UnsafePointer(means.base), levelTable: UnsafePointer(levels.base), levelTableCount: levelTable.count)
    engine.bands.forEach(in: 0..<rows, bandHeight: 1) { band in
      for row in band {
        unsafe kernels.measureTexture(
          pixels: pixels.base, cells: cells, cellRow: row, into: sums.base + row * columns)
      }
    }
    for row in 0..<rows {
      let cellHeight = (row + 1) * size.height / rows - row * size.height / rows
      for column in 0..<columns {
        let cellWidth = (column + 1) * size.width / columns - column * size.width / columns
        means[row * columns + column] = Int32(sums[row * columns + column] / Int64(max(1, cellWidth * cellHeight)))
      }
    }
    engine.bands.forEach(in: 0..<size.height, bandHeight: 32) { band in
      unsafe kernels.writeTexture(into: pixels.base, cells: cells, rows: band)
    }
    withExtendedLifetime((logs, levels, means)) {}
  }
}
