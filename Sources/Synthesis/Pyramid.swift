internal import KernelInterface
internal import Raster

/// The source at several sizes, finest first.
///
/// It alone is resampled, never the canvas, so nothing bleeds over its border.
struct Pyramid {
  /// Level size near which the first estimate grows; one level finer where periods are short.
  static let startSize = 57.0

  /// The same for canvases with more than `vastGrowth` times as many new pixels as the source has, which else take minutes.
  static let vastStartSize = 38.0
  private static let vastGrowth = 8

  /// Octaves by which the priors have faded at the start already: their weights are for a level of two thirds of its size.
  private static let fadedAtStart = 0.585

  let geometries: [LevelGeometry]

  /// Source pixels of each level: red, green, blue and texture level.
  let sources: [Buffer<UInt8>]

  /// How the source repeats itself; nil where it is too small to tell.
  let periods: Periods?

  /// Index of the coarsest level, at which the first estimate grows.
  var start: Int { geometries.count - 1 }

  init(_ source: WorkingSource, edges: EdgeAmounts, engine: Engine) {
    let shortSide = min(source.size.width, source.size.height)
    let newArea = edges.canvasSize(for: source.size).area - source.size.area
    let isVast = newArea > Self.vastGrowth * source.size.area
    let scales = Self.scales(shortSide: shortSide, startSize: isVast ? Self.vastStartSize : Self.startSize)
    var geometries = [LevelGeometry(known: source.size, edges: edges, scale: 1)]
    var sources = [source.pixels]
    var measured: Periods?
    for level in scales.indices.dropFirst() {
      var geometry = LevelGeometry(known: source.size, edges: edges, scale: scales[level])
      if geometry.shortSide < Periods.pictureSize {
        let periods = measured ?? Periods(sources[level - 1], size: geometries[level - 1].known.size, engine: engine)
        measured = periods
        // Cells smaller than a patch would come back a part of a pixel off, which is much of such a cell.
        if level == scales.count - 1, periods.longest(in: geometry.known.size) ?? .infinity < Double(patchSide) {
          break
        }
        geometry = geometry.fitting(periods, source: source.size, edges: edges)
      }
      geometries.append(geometry)
      sources.append(
        engine.resample(
          sources[level - 1], from: geometries[level - 1].known.size, to: geometries[level].known.size))
    }
    periods = measured
    self.geometries = geometries
    self.sources = sources
  }

  /// Ratio of the sizes of small levels.
  private static let smallStep = 1.5

  /// Scale of each level down to the start.
  private static func scales(shortSide: Int, startSize: Double) -> [Double] {
    var scales = [1.0]
    let shortSide = Double(shortSide)
    // Halve while large; below, smaller steps keep the layout from jumping.
    while true {
      let size = shortSide * scales[scales.count - 1]
      let next = size / (size > 160 ? 2 : smallStep)
      // Stop at the level nearest to the start size, on a logarithmic scale.
      if size <= startSize || startSize / next > size / startSize { return scales }
      scales.append(next / shortSide)
    }
  }
}

extension Pyramid {
  /// Index of the coarsest level of at least `size`; full size where the source is smaller.
  func coarsestLevel(atLeast size: Int) -> Int { geometries.lastIndex { $0.shortSide >= size } ?? 0 }

  /// How the source explains itself, at a size that is large enough to tell.
  func selfSimilarity(engine: Engine) -> SelfSimilarity {
    let level = coarsestLevel(atLeast: SelfSimilarity.pictureSize)
    let known = geometries[level].known.size
    let scale = min(1, Double(SelfSimilarity.pictureSize) / Double(geometries[level].shortSide))
    let size = LevelGeometry(known: known, edges: EdgeAmounts(), scale: scale).known.size
    let pixels = size == known ? sources[level] : engine.resample(sources[level], from: known, to: size)
    return SelfSimilarity(pixels: pixels, size: size, costModel: CostModel(), engine: engine)
  }

  /// The saliency maps, made at the coarsest level that is large enough.
  func saliency(_ similarity: SelfSimilarity, engine: Engine) -> Saliency {
    let level = coarsestLevel(atLeast: Saliency.mapSize)
    let size = geometries[level].known.size
    return Saliency(
      pixels: sources[level], textureLevels: textureLevels(on: size), size: size, narrow: narrowSides,
      rarity: { Rarity(similarity) }, engine: engine)
  }

  /// Where the canvas grows by at most a quarter of the source's width, or not at all.
  private var narrowSides: Set<Side> {
    let full = geometries[0]
    let growth: [Side: Int] = [.left: full.known.x, .right: full.size.width - full.known.maxX]
    return Set(growth.keys.filter { 4 * growth[$0, default: 0] <= full.known.width })
  }

  /// The texture level of the source at a size that tells focus, at the places of a smaller map.
  private func textureLevels(on map: Size) -> [UInt8] {
    let level = coarsestLevel(atLeast: FocusedSubjects.pictureSize)
    let size = geometries[level].known.size
    return (0..<map.area).map { place in
      let (y, x) = place.quotientAndRemainder(dividingBy: map.width)
      let (row, column) = ((2 * y + 1) * size.height / (2 * map.height), (2 * x + 1) * size.width / (2 * map.width))
      return sources[level][(row * size.width + column) * 4 + 3]
    }
  }

  /// An empty level, ready for the start or for the result of the coarser one.
  func level(
    _ index: Int, saliency: Saliency, isSearched: Bool, costModel: CostModel, engine: Engine
  ) -> Level {
    let ratio = Double(geometries[index].shortSide) / Double(geometries[start].shortSide)
    let octaves = Self.fadedAtStart + DeterministicMath.log(ratio) / DeterministicMath.log(2)
    return Level(
      geometries[index], source: sources[index], saliency: saliency, periods: periods, costModel: costModel,
      octaves: octaves, isSearched: isSearched, engine: engine)
  }
}
