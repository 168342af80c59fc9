import KernelInterface

#if AVX2
  import _Builtin_intrinsics.intel
#endif

/// What taking one source for one target costs: everything but the agreement with its neighbours.
///
/// cost = SSD - 0.9 · (what a bounded shift explains) + lost contrast + known pixels
///      + prior + saliency + occurrence + axis + period
struct MatchCost {
  let level: LevelView
  let sourceStride: Int
  let canvasStride: Int

  @inline(__always)
  init(_ level: LevelView) {
    self.level = level
    sourceStride = level.knownWidth &* 4
    canvasStride = level.width &* 4
  }

  @inline(__always)
  func isTarget(x: Int, y: Int) -> Bool {
    let dx = x &- level.knownX
    let dy = y &- level.knownY
    return dx < 0 || dy < 0 || dx >= level.sourceColumns || dy >= level.sourceRows
  }

  /// Whether the patch has known and unknown pixels, given that it is a target.
  @inline(__always)
  func isStraddling(x: Int, y: Int) -> Bool { straddlingColumns(y: y).contains(x) }

  /// The columns of a row of targets whose patches have known and unknown pixels.
  @inline(__always)
  func straddlingColumns(y: Int) -> Range<Int> {
    if y &+ patchSide <= level.knownY || y >= level.knownY &+ level.knownHeight { return 0..<0 }
    return level.knownX &- patchSide &+ 1..<level.knownX &+ level.knownWidth
  }

  /// Whether all four neighbours of a target are on the canvas.
  @inline(__always)
  func isInner(x: Int, y: Int) -> Bool {
    x > 0 && y > 0 && x &+ 1 < level.targetColumns && y &+ 1 < level.targetRows
  }

  @inline(__always)
  func sourcePatch(_ match: Match) -> UnsafePointer<UInt8> {
    let base = match.isFlipped ? level.flippedSource : level.source
    return base + (match.y &* level.knownWidth &+ match.x) &* 4
  }

  /// The nearest source corner to a place that may lie beyond the source.
  @inline(__always)
  func source(x: Int, y: Int, flipped: Bool) -> Match {
    Match(
      x: min(max(x, 0), level.sourceColumns &- 1), y: min(max(y, 0), level.sourceRows &- 1), flipped: flipped)
  }

  /// Column of the source corner in the source that is not flipped.
  @inline(__always)
  func plainColumn(_ match: Match) -> Int {
    match.isFlipped ? level.sourceColumns &- 1 &- match.x : match.x
  }

  /// Everything that needs no pixels: spatial prior, saliency, occurrence, the flip axis and the periods.
  @inline(__always)
  func prior(_ match: Match, place: TargetPlace) -> Int32 {
    let column = plainColumn(match)
    let row = match.y
    var cost = level.rowPrior[abs(row &- place.nearestRow)] &+ level.columnPrior[abs(column &- place.nearestColumn)]
    if level.weights.saliency > 0 {
      let cell = Int(level.saliencyRows[row]) &+ Int(level.saliencyColumns[column])
      cost = cost &+ level.weights.saliency &* Int32(place.saliency[cell])
      cost = cost &+ place.loneSubjectWeight &* Int32(place.loneSubjects[cell])
    }
    if level.weights.occurrence > 0 {
      cost = cost &+ level.weights.occurrence &* Int32(level.occurrence[row &* level.sourceColumns &+ column])
    }
    if match.isFlipped {
      cost = cost &+ level.axisCost[place.axisStart &+ column] &+ place.flipCost
    }
    if let rowPeriodCost = level.rowPeriodCost { cost = cost &+ rowPeriodCost[row &- place.row] }
    if let columnPeriodCost = level.columnPeriodCost {
      cost = cost &+ (match.isFlipped ? level.weights.period : columnPeriodCost[column &- place.column])
    }
    return cost
  }

  /// The largest shift of light that a match may have: less of `biasLimit` the busier the source is there.
  ///
  /// What is smooth has to take on the light of the place it comes to; in texture no step of light would be seen, and a
  /// shift turns the dark gaps between stones to haze.
  @inline(__always)
  func shiftLimit(_ match: Match) -> Int32 {
    shiftLimit(texture: Int32(textureOfPatch(match)[0]))
  }

  /// The same by the texture level in the middle of the source: all of the limit up to 20, 56 / 256 of it from 45 on.
  @inline(__always)
  func shiftLimit(texture: Int32) -> Int32 {
    let share = min(max(256 &- 8 &* (texture &- 20), 56), 256)
    return (level.weights.biasLimit &* share) &>> 8
  }

  /// Where the texture level in the middle of a source patch is, the fourth channel there.
  @inline(__always)
  func textureOfPatch(_ match: Match) -> UnsafePointer<UInt8> {
    sourcePatch(match) + (patchSide / 2 &* (sourceStride &+ 4) &+ 3)
  }

  @inline(__always)
  private func sourceMoments(_ match: Match) -> SIMD4<Int32> {
    momentsOfCorner(level.sourceMoments, sourceCorner(match))
  }

  /// Number of the source corner, flipped or not, in the tables of all corners.
  @inline(__always)
  func sourceCorner(_ match: Match) -> Int { match.y &* level.sourceColumns &+ plainColumn(match) }

  /// What the known pixels under a straddling target add, normalized to a whole patch.
  @inline(__always)
  func knownExtra(x: Int, y: Int, _ match: Match) -> Int32 {
    let part = PatchPart(
      ofPatchAtX: x, y: y, insideX: level.knownX, y: level.knownY, width: level.knownWidth,
      height: level.knownHeight)
    let squared = squaredDistance(estimate(x: x, y: y), canvasStride, sourcePatch(match), sourceStride, part: part)
    let extra =
      Int64(squared) &* Int64(patchArea) &* Int64(level.weights.knownWeight) / Int64(max(8, part.area))
    return Int32(truncatingIfNeeded: min(extra, 1 &<< 29))
  }

  /// What the pixels cost: all but the prior and what known pixels add.
  ///
  /// - Parameter moments: those of the target's estimate.
  @inline(__always)
  func ofPixels(_ match: Match, moments: SIMD4<Int32>, squaredDistance: Int32) -> Int32 {
    let difference = moments &- sourceMoments(match)
    let gain = boundedShiftGain(difference, limit: shiftLimit(match))
    return squaredDistance &- gain &+ lostContrast(difference.w)
  }

  /// Cost of the contrast that a target has and the source lacks, by the difference of their moments.
  @inline(__always)
  func lostContrast(_ difference: Int32) -> Int32 {
    (max(0, difference) &* Int32(patchArea) &* level.weights.contrast) &>> 4
  }

  /// The whole cost; a value from `limit` on may come back early and says only that.
  ///
  /// - Parameters:
  ///   - moments: those of the target's estimate.
  ///   - squares: Σ p² over the target's estimate, which the build for VNNI reads.
  @inline(__always)
  func cost(
    _ match: Match, x: Int, y: Int, place: TargetPlace, moments: SIMD4<Int32>, isStraddling: Bool, squares: Int32,
    limit: Int32
  ) -> Int32 {
    let prior = prior(match, place: place)
    if prior >= limit { return prior }
    let difference = moments &- sourceMoments(match)
    let lost = lostContrast(difference.w)
    if prior &+ lost &+ leastCost(leastSquaredDistance(difference)) >= limit { return limit }
    // No further look at the limit: a branch that is guessed wrong costs as much as half a patch.
    let base = prior &+ lost &- boundedShiftGain(difference, limit: shiftLimit(match))
    let cost = base &+ patchDistance(match, x: x, y: y, squares: squares)
    return isStraddling && cost < limit ? cost &+ knownExtra(x: x, y: y, match) : cost
  }

  /// The patch of a target as the canvas is now.
  @inline(__always)
  func estimate(x: Int, y: Int) -> UnsafePointer<UInt8> {
    UnsafePointer(level.estimate) + (y &* canvasStride &+ x &* 4)
  }

  /// Squared difference of a target's patch and that of its match.
  @inline(__always)
  private func patchDistance(_ match: Match, x: Int, y: Int, squares: Int32) -> Int32 {
    let (target, source) = (estimate(x: x, y: y), sourcePatch(match))
    #if VNNI
      return squaredDistance(
        target, canvasStride, squaresOfP: squares, source, sourceStride,
        squaresOfQ: level.sourceSquares[sourceCorner(match)])
    #else
      return squaredDistance(target, canvasStride, source, sourceStride)
    #endif
  }

  /// How many of the four neighbours of a target do not continue `match`; those beyond the canvas do.
  @inline(__always)
  func disagreement(_ match: Match, index: Int, x: Int, y: Int) -> Int32 {
    let field = level.field
    let columns = level.targetColumns
    let raw = match.rawValue
    var count: Int32 = 0
    if x > 0 && field[index &- 1].rawValue &+ 1 != raw { count = count &+ 1 }
    if x &+ 1 < columns && field[index &+ 1].rawValue &- 1 != raw { count = count &+ 1 }
    if y > 0 && field[index &- columns].rawValue &+ 0x1_0000 != raw { count = count &+ 1 }
    if y &+ 1 < level.targetRows && field[index &+ columns].rawValue &- 0x1_0000 != raw { count = count &+ 1 }
    return count
  }
}

/// The constant that brings a patch near another: as bright within `limit`, and tinted by at most a quarter of that.
///
/// All values are sums over the patch, the first three lanes of `difference` those of its colours less those of the other
/// one. Light changes brightness over a picture; a source that needs another tint shows another thing, and would cast it
/// over its surroundings.
@inline(__always)
func boundedShift(_ difference: SIMD4<Int32>, limit: Int32) -> SIMD4<Int32> {
  let mean = (difference.x &+ difference.y &+ difference.z) / 3
  let tint = clamped(difference &- SIMD4(repeating: mean), limit: limit &>> 2)
  return clamped(tint &+ SIMD4(repeating: min(max(mean, -limit), limit)), limit: limit)
}

/// What the squared difference of two patches loses when one is shifted by `boundedShift`.
///
/// After Darabi et al. (2012, Image Melding, section 3.1); less a tenth, so that equal brightness stays preferred.
/// The first three lanes of `difference` are the channel sums of one patch less those of the other.
@inline(__always)
func boundedShiftGain(_ difference: SIMD4<Int32>, limit: Int32) -> Int32 {
  let shift = boundedShift(difference, limit: limit)
  let gains = (shift &* (difference &+ difference &- shift)) &>> 6
  let gain = gains.x &+ gains.y &+ gains.z
  return gain &- gain / 10
}

/// A bound of the squared difference of two patches from below: (Σ d)² ≤ 64 · Σ d² for each channel.
///
/// The first three lanes of `difference` are the channel sums of one patch less those of the other.
@inline(__always)
func leastSquaredDistance(_ difference: SIMD4<Int32>) -> Int32 {
  let squares = difference &* difference
  return (squares.x &>> 6) &+ (squares.y &>> 6) &+ (squares.z &>> 6)
}

/// A bound of a squared difference less its `boundedShiftGain` from below, without the shift: whatever it is, it takes off
/// at most 0.9 of `leastDistance`.
///
/// Of the 0.1 that stays this is 3/32, so that it holds in rounded integers too.
@inline(__always)
func leastCost(_ leastDistance: Int32) -> Int32 {
  (leastDistance &>> 4) &+ (leastDistance &>> 5)
}

/// Every lane within -`limit`...`limit`.
///
/// Not by `pointwiseMin`: that becomes a function of the standard library, of which all builds of the kernels share one.
@inline(__always)
func clamped(_ values: SIMD4<Int32>, limit: Int32) -> SIMD4<Int32> {
  #if AVX2
    let least = _mm_max_epi32(unsafeBitCast(values, to: __m128i.self), _mm_set1_epi32(-limit))
    return unsafeBitCast(_mm_min_epi32(least, _mm_set1_epi32(limit)), to: SIMD4<Int32>.self)
  #else
    var result = values
    for lane in 0..<4 { result[lane] = min(max(values[lane], -limit), limit) }
    return result
  #endif
}

/// The moments of one corner.
@inline(__always)
func momentsOfCorner(_ moments: UnsafePointer<UInt16>, _ corner: Int) -> SIMD4<Int32> {
  SIMD4(truncatingIfNeeded: UnsafeRawPointer(moments + corner &* 4).loadUnaligned(as: SIMD4<UInt16>.self))
}
