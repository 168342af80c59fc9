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

  init(_ similarity: SelfSimilarity) {
    size = similarity.size
    let samples = similarity.costs(step: Self.step)
    columns = samples.columns
    values = samples.costs.map { (Float(max(0, $0)) / Float(CostModel.scale)).squareRoot() }
  }

  /// The middle of some values, at least 6, so that noise in a flat picture is not rare.
  static func middle(of values: [Float]) -> Float { max(6, values.sorted()[values.count / 2]) }

  /// Calls `body` with the value of each sample and the place of its centre on a grid of another size.
  func forEach(on grid: Size, _ body: (_ x: Int, _ y: Int, _ value: Float) -> Void) {
    for (index, value) in values.enumerated() {
      let x = (index % columns * Self.step + patchSide / 2) * grid.width / size.width
      let y = (index / columns * Self.step + patchSide / 2) * grid.height / size.height
      body(x, y, value)
    }
  }
}
