internal import KernelInterface
internal import Raster

/// The kernels and threads of one fill, and the whole-picture operations built from them.
struct Engine: Sendable {
  let kernels: any KernelSet.Type
  let bands: RowBands

  init(_ options: FillOptions) {
    kernels = options.instructionSet.kernels
    bands = options.bands
  }

  private init(kernels: any KernelSet.Type, bands: RowBands) {
    self.kernels = kernels
    self.bands = bands
  }

  /// The same with its share of the threads, for one of `count` pieces of work that are done at the same time.
  func part(of count: Int) -> Engine {
    Engine(kernels: kernels, bands: RowBands(threads: max(1, bands.threads / count)))
  }

  /// Calls `body` once for each tile, several at a time; `body` writes only what belongs to its tile.
  func forEach(_ tiles: [Tile], _ body: @Sendable (Tile) -> Void) {
    bands.forEach(in: 0..<tiles.count, bandHeight: 1) { range in
      for index in range { body(tiles[index]) }
    }
  }

  /// Sum of what `body` returns, called as by ``forEach(_:_:)``.
  func sum(over tiles: [Tile], _ body: @Sendable (Tile) -> Int) -> Int {
    bands.map(in: 0..<tiles.count, bandHeight: 1) { body(tiles[$0.lowerBound]) }.reduce(0, +)
  }

  /// Zeros, whose pages are touched by several threads at once: that takes as long as much work on them.
  func zeros<Element: BitwiseCopyable & AdditiveArithmetic & SendableMetatype>(_ count: Int) -> Buffer<Element> {
    let buffer = Buffer<Element>(uninitializedCount: count)
    bands.forEach(in: 0..<count, bandHeight: 1 << 18) { buffer.fill($0, with: .zero) }
    return buffer
  }

  /// A picture of four-byte pixels at another size.
  func resample(_ pixels: Buffer<UInt8>, from size: Size, to target: Size) -> Buffer<UInt8> {
    let result = Buffer<UInt8>(uninitializedCount: target.area * 4)
    resample(pixels, from: size, to: target, into: result)
    return result
  }

  /// Writes a picture of four-byte pixels at another size to `result`.
  func resample(_ pixels: Buffer<UInt8>, from size: Size, to target: Size, into result: Buffer<UInt8>) {
    let across = ResampleFilter(from: size.width, to: target.width)
    let down = ResampleFilter(from: size.height, to: target.height)
    let kernels = kernels
    let rowValues = target.width * 4
    bands.forEach(in: 0..<target.height, bandHeight: 64) { rows in
      // Only the rows that this band reads are resampled along their columns.
      let first = Int(down.starts[rows.lowerBound])
      let needed = first..<Int(down.starts[rows.upperBound - 1]) + down.tapCount
      let middle = Buffer<UInt16>(uninitializedCount: needed.count * rowValues)
      // Row `first` is the first one in `middle`; no row outside of `needed` is written or read. Buffers and filters
      // live to the end of the function, and each band writes rows of its own.
      unsafe kernels.resampleColumns(
        from: pixels.base, rowBytes: size.width * 4, rows: needed, axis: across.axis,
        into: middle.base - first * rowValues)
      unsafe kernels.resampleRows(
        from: middle.base - first * rowValues, rowValues: rowValues, rows: rows, axis: down.axis, into: result.base)
    }
  }

  /// A picture of four-byte pixels mirrored from left to right.
  func mirrored(_ pixels: Buffer<UInt8>, size: Size) -> Buffer<UInt8> {
    let result = Buffer<UInt8>(uninitializedCount: size.area * 4)
    let kernels = kernels
    bands.forEach(in: 0..<size.height, bandHeight: 64) { rows in
      unsafe kernels.mirror(pixels: pixels.base, width: size.width, rows: rows, into: result.base)
    }
    return result
  }

  /// Moments of the patch at every corner, four values a corner: three colour sums and the contrast.
  func patchMoments(_ pixels: Buffer<UInt8>, size: Size) -> Buffer<UInt16> {
    let rows = size.height - patchSide + 1
    let moments = Buffer<UInt16>(uninitializedCount: (size.width - patchSide + 1) * rows * 4)
    let kernels = kernels
    bands.forEach(in: 0..<rows, bandHeight: 64) { rows in
      unsafe kernels.patchMoments(pixels: pixels.base, width: size.width, rows: rows, into: moments.base)
    }
    return moments
  }

  /// What squared differences owe to the source patch at every corner; empty where the kernels do not read it.
  func patchSquares(_ pixels: Buffer<UInt8>, size: Size) -> Buffer<Int32> {
    let kernels = kernels
    if !kernels.usesSquares { return Buffer(uninitializedCount: 0) }
    let rows = size.height - patchSide + 1
    let squares = Buffer<Int32>(uninitializedCount: (size.width - patchSide + 1) * rows)
    bands.forEach(in: 0..<rows, bandHeight: 64) { rows in
      unsafe kernels.patchSquares(pixels: pixels.base, width: size.width, rows: rows, into: squares.base)
    }
    return squares
  }
}
