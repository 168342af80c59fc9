internal import KernelInterface
internal import Raster

/// How well the patches of a source explain each other.
struct SelfSimilarity {
  /// Short side of the picture, in pixels, at which patches show things and not only colours.
  static let pictureSize = 48

  /// Patches nearer to each other than this share of the short side show the same thing.
  private static let sameThing = (numerator: 17, denominator: 100)

  let size: Size

  private let pixels: Buffer<UInt8>
  private let flipped: Buffer<UInt8>
  private let moments: Buffer<UInt16>
  private let thumbnails: SampledThumbnails
  private let biasLimit: Int32
  private let engine: Engine

  /// - Parameter pixels: the source at `pictureSize`, or smaller.
  init(pixels: Buffer<UInt8>, size: Size, costModel: CostModel, engine: Engine) {
    self.size = size
    self.pixels = pixels
    self.engine = engine
    flipped = engine.mirrored(pixels, size: size)
    moments = engine.patchMoments(pixels, size: size)
    thumbnails = SampledThumbnails(pixels, flipped: flipped, size: size, engine: engine)
    biasLimit = Int32(costModel.biasLimit * 64)
  }

  /// Cost of the best other match of each sampled corner, row by row; `unlimited` where there is none.
  ///
  /// - Parameters:
  ///   - step: corners from one sample to the next, in both directions.
  ///   - rowDistances: how many rows away a match may lie; nil for any number.
  func costs(step: Int, rowDistances: Range<Int>? = nil) -> (columns: Int, costs: [Int32]) {
    let corners = Size(width: size.width - patchSide + 1, height: size.height - patchSide + 1)
    let columns = (corners.width + step - 1) / step
    let rows = (corners.height + step - 1) / step
    let costs = Buffer<Int32>(count: columns * rows, repeating: 0)
    let kernels = engine.kernels
    let rowDistances = rowDistances ?? 0..<corners.height
    let distance = max(
      1, min(size.width, size.height) * Self.sameThing.numerator / Self.sameThing.denominator)
    // The buffers belong to this value; each band writes its own rows of samples.
    let source = unsafe SourceView(
      width: size.width, height: size.height, pixels: UnsafePointer(pixels.base),
      flippedPixels: UnsafePointer(flipped.base), moments: UnsafePointer(moments.base),
      thumbnails: thumbnails.view)
    engine.bands.forEach(in: 0..<rows, bandHeight: 1) { band in
      for row in band {
        unsafe kernels.rarity(
          source, row: row * step, columns: stride(from: 0, to: corners.width, by: step), distance: distance,
          rowDistances: rowDistances, biasLimit: biasLimit, into: costs.base + row * columns)
      }
    }
    withExtendedLifetime(self) {}
    return (columns, costs.values(in: 0..<costs.count))
  }
}
