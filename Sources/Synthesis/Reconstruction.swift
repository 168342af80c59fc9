internal import KernelInterface
internal import Raster

/// Turns a nearest-neighbor field into a picture: the vote, and what follows it at the end of a level.
struct Reconstruction {
  /// Share of the 75th percentile of the cost that a patch may exceed before its weight falls to exp(-1/2).
  private static let costWidth = 0.25

  /// The weight of a patch falls by this from pixel to pixel of distance to the known rectangle.
  private static let distanceBase = 1.3

  /// What remains of it at any distance.
  private static let distanceFloor = 0.001

  /// exp(-i / 64) and 1.3^(-i / 4) + floor, as shares of 65535.
  private let costTable: Buffer<UInt32>
  private let distanceTable: Buffer<UInt32>

  init() {
    costTable = Buffer(count: 1024, repeating: 0)
    for i in 0..<1024 {
      costTable[i] = UInt32((65535 * DeterministicMath.exp(-Double(i) / 64)).rounded())
    }
    distanceTable = Buffer(count: 112, repeating: 0)
    for i in 0..<112 {
      let weight = DeterministicMath.pow(Self.distanceBase, -Double(i) / 4) + Self.distanceFloor
      distanceTable[i] = UInt32((65535 / (1 + Self.distanceFloor) * weight).rounded())
    }
  }

  /// Replaces the estimate by the vote.
  func vote(_ level: Level, engine: Engine) {
    run(level, tiles: level.geometry.unknownTiles, sources: nil, detail: nil, engine: engine)
    quantize(level, engine: engine)
  }

  /// The vote that ends a level: the membrane removes what is left of the border.
  func lastVote(_ level: Level, engine: Engine) {
    run(level, tiles: level.geometry.votedTiles, sources: nil, detail: nil, engine: engine)
    Membrane.apply(to: level, engine: engine)
    quantize(level, engine: engine)
  }

  /// The vote that ends the fill: low frequencies of the mean, high frequencies of the single heaviest patch.
  ///
  /// - Parameter transparent: source pixels with alpha to vote with; nil when the source is opaque.
  func finalVote(_ level: Level, transparent: Buffer<UInt8>?, engine: Engine) {
    let detail = Buffer<Int16>(count: level.geometry.size.area * 4, repeating: 0)
    let sources = transparent.map { ($0, engine.mirrored($0, size: level.geometry.known.size)) }
    run(level, tiles: level.geometry.votedTiles, sources: sources, detail: detail, engine: engine)
    let view = level.view
    let kernels = engine.kernels
    engine.forEach(level.geometry.unknownTiles) { tile in
      // `detail` is only read, and `voted` is read and written at the same place.
      unsafe kernels.addDetail(view, tile: tile, detail: UnsafePointer(detail.base))
    }
    Membrane.apply(to: level, engine: engine)
    quantize(level, engine: engine)
  }

  private func run(
    _ level: Level, tiles: [Tile], sources: (Buffer<UInt8>, Buffer<UInt8>)?, detail: Buffer<Int16>?, engine: Engine
  ) {
    let view = level.view
    let spread = max(64, Self.costWidth * Double(CostPercentile.upperQuartile(of: level)))
    let (source, flipped) = sources ?? (level.source, level.flippedSource)
    // Tables and sources live to the end of this function; tiles do not overlap.
    let vote = unsafe Vote(
      costScale: Float(32 / spread), costTable: UnsafePointer(costTable.base), costTableCount: costTable.count,
      distanceTable: UnsafePointer(distanceTable.base), distanceTableCount: distanceTable.count,
      detail: detail?.base, source: UnsafePointer(source.base), flippedSource: UnsafePointer(flipped.base))
    let kernels = engine.kernels
    engine.forEach(tiles) { kernels.vote(view, tile: $0, vote: vote) }
    withExtendedLifetime((level, source, flipped, detail)) {}
  }

  private func quantize(_ level: Level, engine: Engine) {
    let view = level.view
    let kernels = engine.kernels
    engine.forEach(level.geometry.unknownTiles) { kernels.quantize(view, tile: $0) }
    withExtendedLifetime(level) {}
  }
}
