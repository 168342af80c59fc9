internal import KernelInterface
internal import Raster

/// Turns a nearest-neighbor field into a picture: the vote, and what follows it at the end of a level.
struct Reconstruction {
  /// By how much a patch may exceed no cost before its weight falls to exp(-1/2): a share of the 75th percentile of the
  /// cost, and at least so much.
  private struct CostWidth {
    let share: Double
    let least: Double
  }

  /// Between searches, means of many patches let the estimate settle; without a blend they soften the seams.
  private static let settling = CostWidth(share: 0.2, least: 64)

  /// In the picture that is seen, the patches that fit best are sharp; steps between them are left to `SeamBlend`.
  private static let picking = CostWidth(share: 0.02, least: 8)

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

  /// Pixels of the largest canvas whose seams are blended at full size.
  ///
  /// It takes eleven bytes a pixel, and the seams of larger ones lie between pixels too small to be seen.
  private static let largestBlendedArea = Canvas.largestSearchedArea

  /// Pixels around a tile that the blur of the detail reads.
  private static let detailMargin = 8

  /// Replaces the estimate by the vote.
  func vote(_ level: Level, engine: Engine) {
    let parameters = Parameters(level, Self.settling)
    run(level, parameters, tiles: level.geometry.unknownTiles, engine: engine)
    level.swapEstimates()
  }

  /// The vote that ends a level: the membrane removes what is left of the border, the blend what is left of seams.
  func lastVote(_ level: Level, engine: Engine) {
    let parameters = Parameters(level, Self.settling)
    let membrane = membrane(level, parameters, isFinal: false, engine: engine)
    run(level, parameters, tiles: level.geometry.unknownTiles, membrane: membrane, engine: engine)
    level.swapEstimates()
    if level.geometry.shortSide <= SeamBlend.largestLevelSize { SeamBlend.forLevel.apply(to: level, engine: engine) }
  }

  /// The vote that ends the fill: low frequencies of the mean, high frequencies of the single heaviest patch.
  ///
  /// - Parameter transparent: source pixels with alpha to vote with; nil when the source is opaque.
  /// - Returns: the picture of the whole canvas, with the source in the known rectangle.
  func finalVote(_ level: Level, transparent: Buffer<UInt8>?, engine: Engine) -> Buffer<UInt8> {
    level.dropSearchMemory()
    let isBlended = transparent == nil && level.geometry.size.area <= Self.largestBlendedArea
    let parameters = Parameters(
      level, isBlended ? Self.picking : Self.settling,
      sources: transparent.map { ($0, engine.mirrored($0, size: level.geometry.known.size)) })
    let membrane = membrane(level, parameters, isFinal: true, engine: engine)
    run(
      level, parameters, tiles: level.geometry.finalTiles, margin: Self.detailMargin, membrane: membrane,
      engine: engine)
    level.swapEstimates()
    if let transparent { level.restoreKnownPixels(from: transparent, bands: engine.bands) }
    if isBlended { SeamBlend.forPicture.apply(to: level, engine: engine) }
    return level.estimate
  }

  /// Votes tile by tile into the next estimate.
  private func run(
    _ level: Level, _ parameters: Parameters, tiles: [Tile], margin: Int = 0, membrane: Membrane? = nil,
    engine: Engine
  ) {
    let view = parameters.view(of: level)
    let kernels = engine.kernels
    let vote = vote(parameters, includesKnown: false)
    engine.forEach(tiles) { tile in
      let votes = Votes(level.geometry.expanded(tile, by: margin), hasDetail: margin > 0)
      kernels.vote(view, vote: vote, into: votes.view)
      if margin > 0 { kernels.addDetail(votes.view, tile: tile) }
      if let membrane {
        kernels.addMembrane(votes.view, tile: tile, grid: membrane.view, spacing: membrane.spacing)
      }
      kernels.quantize(view, votes: votes.view, tile: tile)
      withExtendedLifetime(votes) {}
    }
    withExtendedLifetime((level, parameters, membrane)) {}
  }

  /// The membrane that makes up for the error of the vote on the border pixels.
  private func membrane(_ level: Level, _ parameters: Parameters, isFinal: Bool, engine: Engine) -> Membrane {
    let view = parameters.view(of: level)
    let kernels = engine.kernels
    let vote = vote(parameters, includesKnown: true)
    let border = level.geometry.borderStrips.map { (strip: $0, votes: Votes($0.tile, hasDetail: false)) }
    engine.bands.forEach(in: 0..<border.count, bandHeight: 1) { range in
      for index in range { kernels.vote(view, vote: vote, into: border[index].votes.view) }
    }
    withExtendedLifetime((level, parameters)) {}
    return Membrane(level.geometry, source: parameters.source, border: border, isFinal: isFinal, engine: engine)
  }

  private func vote(_ parameters: Parameters, includesKnown: Bool) -> Vote {
    // Tables and sources belong to `self` and to `parameters`, which outlive the calls.
    unsafe Vote(
      costScale: parameters.costScale, costTable: UnsafePointer(costTable.base), costTableCount: costTable.count,
      distanceTable: UnsafePointer(distanceTable.base), distanceTableCount: distanceTable.count,
      includesKnown: includesKnown, source: UnsafePointer(parameters.source.base),
      flippedSource: UnsafePointer(parameters.flippedSource.base))
  }

  /// What all votes of one picture share.
  private struct Parameters {
    let costScale: Float
    let source: Buffer<UInt8>
    let flippedSource: Buffer<UInt8>
    private let isShifted: Bool

    init(_ level: Level, _ width: CostWidth, sources: (Buffer<UInt8>, Buffer<UInt8>)? = nil) {
      let spread = max(width.least, width.share * Double(CostPercentile.upperQuartile(of: level)))
      costScale = Float(32 / spread)
      (source, flippedSource) = sources ?? (level.source, level.flippedSource)
      isShifted = sources == nil
    }

    /// The level as this vote sees it.
    func view(of level: Level) -> LevelView {
      var view = level.view
      // Shifts are measured on opaque colours and mean nothing to transparent ones.
      if !isShifted { view.weights.biasLimit = 0 }
      return view
    }
  }
}

/// Memory for the votes of one tile.
final class Votes: Sendable {
  let tile: Tile
  let values: Buffer<UInt16>
  private let detail: Buffer<Int16>?

  init(_ tile: Tile, hasDetail: Bool) {
    self.tile = tile
    values = Buffer(count: tile.width * tile.height * 4, repeating: 0)
    detail = hasDetail ? Buffer(count: tile.width * tile.height * 4, repeating: 0) : nil
  }

  /// What the kernels see; the votes must outlive the call.
  var view: VotedTile {
    unsafe VotedTile(tile: tile, values: values.base, detail: detail?.base)
  }
}
