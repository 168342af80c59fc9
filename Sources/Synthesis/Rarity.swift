internal import KernelInterface
internal import Raster

/// How badly the rest of the source explains each part of it: low in textures and repetitions, high on what is there
/// only once.
struct Rarity {
  /// Corners from one sample to the next, in both directions.
  private static let step = 2

  /// Size of the source that was sampled.
  let size: Size

  /// Root mean squared difference of each sampled patch from its best match elsewhere, row by row.
  let values: [Float]

  private let columns: Int

  /// - Parameter pixels: the source at the start level.
  init(pixels: Buffer<UInt8>, size: Size, costModel: CostModel, engine: Engine) {
    self.size = size
    let corners = Size(width: size.width - patchSide + 1, height: size.height - patchSide + 1)
    let columns = (corners.width + Self.step - 1) / Self.step
    let rows = (corners.height + Self.step - 1) / Self.step
    self.columns = columns
    let flipped = engine.mirrored(pixels, size: size)
    let sums = engine.boxSums(pixels, size: size)
    let costs = Buffer<Int32>(count: columns * rows, repeating: 0)
    let kernels = engine.kernels
    let biasLimit = Int32(costModel.biasLimit * 64)
    // What is nearer than this is the same thing.
    let distance = max(1, min(size.width, size.height) * 17 / 100)
    // The buffers live to the end of the initializer; each band writes its own rows of samples.
    let source = unsafe SourceView(
      width: size.width, height: size.height, pixels: UnsafePointer(pixels.base),
      flippedPixels: UnsafePointer(flipped.base), sums: UnsafePointer(sums.base))
    engine.bands.forEach(in: 0..<rows, bandHeight: 1) { band in
      for row in band {
        unsafe kernels.rarity(
          source, row: row * Self.step, columns: stride(from: 0, to: corners.width, by: Self.step), distance: distance,
          biasLimit: biasLimit, into: costs.base + row * columns)
      }
    }
    values = costs.values(in: 0..<costs.count).map { (Float(max(0, $0)) / Float(CostModel.scale)).squareRoot() }
    withExtendedLifetime((flipped, sums)) {}
  }

  /// The middle of all values, at least 6, so that noise in a flat picture is not rare.
  var median: Float { max(6, values.sorted()[values.count / 2]) }

  /// Calls `body` with the value of each sample and the place of its centre on a grid of another size.
  func forEach(on grid: Size, _ body: (_ x: Int, _ y: Int, _ value: Float) -> Void) {
    for (index, value) in values.enumerated() {
      let x = (index % columns * Self.step + patchSide / 2) * grid.width / size.width
      let y = (index / columns * Self.step + patchSide / 2) * grid.height / size.height
      body(x, y, value)
    }
  }
}
