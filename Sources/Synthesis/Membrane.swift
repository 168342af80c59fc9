internal import KernelInterface
internal import Raster

/// Removes what is left of the border: the error of the vote on the outermost known pixels is carried into the new
/// region, fading with distance, and added there.
///
/// The cheap form of a screened Poisson blend (Pérez et al. 2003; Bhat et al. 2008): lap(e) = e / length² with e given
/// at the border.
final class Membrane: Sendable {
  /// Distance over which the correction fades, as a share of the level size.
  private static let length = 0.3

  /// Larger errors are content, not a border.
  private static let clamp: Float = 40

  /// Pixels from one place of the grid to the next.
  let spacing: Int

  private let grid: ScreenedPoisson

  /// - Parameters:
  ///   - source: source pixels that the votes were made with.
  ///   - border: votes for the outermost known pixels of the sides that grow.
  ///   - isFinal: whether what it mends is seen; between levels half the accuracy is enough.
  init(
    _ geometry: LevelGeometry, source: Buffer<UInt8>, border: [(strip: BorderStrip, votes: Votes)], isFinal: Bool,
    engine: Engine
  ) {
    // The membrane is smooth: on large levels every second or fourth pixel is enough.
    let size = isFinal ? geometry.shortSide : 4 * geometry.shortSide
    spacing = size > 2000 ? 4 : size > 640 ? 2 : 1
    let known = geometry.known
    let columns = known.x / spacing...(known.maxX - 1) / spacing
    let rows = known.y / spacing...(known.maxY - 1) / spacing
    grid = ScreenedPoisson(
      size: Size(
        width: (geometry.size.width + spacing - 1) / spacing, height: (geometry.size.height + spacing - 1) / spacing),
      fixed: Tile(x: columns.lowerBound, y: rows.lowerBound, width: columns.count, height: rows.count), engine: engine)
    fix(known, source: source, border: border)
    let length = max(4, Self.length * Double(geometry.shortSide)) / Double(spacing)
    grid.solve(screening: Float(1 / (length * length)), engine: engine)
  }

  /// What the kernels see; the membrane must outlive the call.
  var view: PoissonGrid { grid.view(gain: 0) }

  /// Fixes the places over the known rectangle: the mean error of the border pixels in them, else nothing.
  private func fix(_ known: Rect, source: Buffer<UInt8>, border: [(strip: BorderStrip, votes: Votes)]) {
    let fixed = grid.fixed
    /// Calls `body` with the places that each border pixel counts for, and where its vote and its source lie: its own place
    /// and the next one inwards, so that interpolation between places never mixes in the zeros of the interior.
    func forEachPlace(of strip: BorderStrip, _ body: (_ index: Int, _ vote: Int, _ pixel: Int) -> Void) {
      let tile = strip.tile
      for y in tile.y..<tile.y + tile.height {
        for x in tile.x..<tile.x + tile.width {
          let own = (x: x / spacing, y: y / spacing)
          let inner = (
            x: min(max(own.x + strip.inwardsX, fixed.x), fixed.x + fixed.width - 1),
            y: min(max(own.y + strip.inwardsY, fixed.y), fixed.y + fixed.height - 1)
          )
          let vote = ((y - tile.y) * tile.width + x - tile.x) * 4
          let pixel = ((y - known.y) * known.width + x - known.x) * 4
          for place in own == inner ? [own] : [own, inner] {
            body((place.y * grid.size.width + place.x) * 4, vote, pixel)
          }
        }
      }
    }
    // The fourth value, which nothing else uses, counts the pixels.
    for (strip, votes) in border {
      forEachPlace(of: strip) { index, vote, pixel in
        for c in 0..<3 {
          let error = Float(source[pixel + c]) - Float(votes.values[vote + c]) / 32
          grid.values[index + c] += min(Self.clamp, max(-Self.clamp, error)) * 32
        }
        grid.values[index + 3] += 1
      }
    }
    for (strip, _) in border {
      forEachPlace(of: strip) { index, _, _ in
        let count = grid.values[index + 3]
        if count > 1 {
          for c in 0..<3 { grid.values[index + c] /= count }
        }
        grid.values[index + 3] = 0
      }
    }
  }
}
