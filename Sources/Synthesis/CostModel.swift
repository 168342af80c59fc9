internal import KernelInterface

/// Weights of the terms of the matching cost.
///
/// They read as mean squared intensity per pixel and channel.
///
/// The values were found by experiment; the evidence is in Pipeline.md.
struct CostModel: Sendable {
  /// Costs are sums over 64 pixels and 3 channels.
  static let scale = 192.0

  /// Largest brightness shift of a source patch, per channel, where the source is smooth.
  var biasLimit = 20.0

  /// Cost of contrast that the target has and the source lacks.
  ///
  /// The patch that differs least from a texture that does not recur is a smooth one, so without this term textures are
  /// continued too smoothly.
  var contrast = 1.0

  /// Spatial prior: cost of a whole source height or width between source and nearest known place, per 64 pixels.
  var rowPrior = 30000.0
  var columnPrior = 2000.0

  /// Cost of copying what stands out most.
  var saliency = 5000.0

  /// Cost of copying a lone subject to where it can't be continued.
  var loneSubject = 15000.0

  /// Where that cost begins and over what distance it rises: pixels, and shares of the level size.
  var loneSubjectStart = (pixels: 4.0, share: 0.05)
  var loneSubjectRise = 0.15

  /// Cost of each use of a source beyond its share; and of one that is textured, an octave above the start, where pieces
  /// side by side would show as a lattice.
  var occurrence = 60.0
  var texturedOccurrence = 120.0

  /// Cost of each neighbour that does not continue a match.
  var agreement = 24.0

  /// How many times more known pixels count.
  var knownWeight = 4

  /// Cost of a flip above and below the photograph.
  var flip = 60.0

  /// A flip whose axis lies nearer to a vertical border than this share of the source's width shows as a blot.
  var axisZone = 0.15
  var axisCost = 1000.0

  /// Cost of a match that does not lie a whole number of periods away, in a source that repeats itself.
  var period = 200.0

  /// Pixels beside a whole number of periods from which on, and by which in full, it counts: half of one is rounding.
  var periodTolerance = (least: 0.5, full: 1.5)

  /// What remains of prior, period and saliency, and of occurrence, from octave to octave above the start level.
  var priorFade = 0.4
  var occurrenceFade = 0.3
  var texturedOccurrenceFade = 0.6

  /// The octaves at which textured sources cost more: not at the start (0.585), whose layout it would change, and not at the
  /// finest levels, which follow the others.
  private static let texturedOctaves = 0.75...2.6

  /// The weights at a level so many octaves above that for which they are given.
  func weights(octaves: Double) -> CostWeights {
    let priorShare = DeterministicMath.pow(priorFade, octaves)
    let occurrence = occurrence(octaves: octaves, isTextured: true)
    return CostWeights(
      biasLimit: Int32(biasLimit * 64),
      contrast: Int32(contrast * 16),
      knownWeight: Int32(knownWeight),
      agreement: Int32(agreement * Self.scale),
      saliency: Int32(saliency * priorShare * Self.scale / 255),
      loneSubject: Int32(loneSubject * priorShare * Self.scale / 255),
      occurrence: Int32(occurrence * Self.scale / 16),
      period: Int32(period * priorShare * Self.scale),
      flip: Int32(flip * Self.scale))
  }

  /// Cost of each use of a source beyond its share, for smooth or for textured sources.
  func occurrence(octaves: Double, isTextured: Bool) -> Double {
    if isTextured && Self.texturedOctaves.contains(octaves) {
      return texturedOccurrence * DeterministicMath.pow(texturedOccurrenceFade, octaves - 1)
    }
    let share = DeterministicMath.pow(occurrenceFade, octaves)
    // Below one step the term does nothing but cost time.
    return share < 0.02 ? 0 : occurrence * share
  }

  /// Cost by distance in rows or columns, for `count` source corners of a source of `length` pixels.
  func priorTable(_ weight: Double, count: Int, length: Int, octaves: Double) -> Buffer<Int32> {
    let share = DeterministicMath.pow(priorFade, octaves)
    let table = Buffer<Int32>(count: count, repeating: 0)
    for distance in 0..<count {
      let relative = Double(distance) / Double(length)
      table[distance] = Int32(weight * 64 * share * relative * relative)
    }
    return table
  }

  /// Cost of a match by the offset of its source, `-origin` first, in a source with a period of so many pixels; nil for
  /// less than three, beside which nothing lies.
  ///
  /// Photographs of facades and fences copy themselves by few offsets (He and Sun 2012, section 3).
  func periodTable(_ period: Double, origin: Int, count: Int, octaves: Double) -> Buffer<Int32>? {
    if period < 3 { return nil }
    let full = Double(weights(octaves: octaves).period)
    let table = Buffer<Int32>(count: count, repeating: 0)
    for place in 0..<count {
      let offset = Double(place - origin)
      let beside = abs(offset - (offset / period).rounded() * period)
      let share = (beside - periodTolerance.least) / (periodTolerance.full - periodTolerance.least)
      table[place] = Int32(full * min(max(share, 0), 1))
    }
    return table
  }

  /// Cost of a flip by the sum of target and source column, the first place being the sum `-origin`.
  func axisTable(origin: Int, count: Int, sourceColumns: Int, length: Int) -> Buffer<Int32> {
    let table = Buffer<Int32>(count: count, repeating: 0)
    for place in 0..<count {
      let axis = 0.5 * Double(place - origin)
      let distance = min(abs(axis), abs(axis - Double(sourceColumns - 1))) / Double(length)
      if distance < axisZone {
        table[place] = Int32(axisCost * Self.scale * (1 - distance / axisZone))
      }
    }
    return table
  }
}
