import KernelInterface

/// For each corner, how badly the rest of the source explains its patch.
@inline(__always)
func rarityOfRow(
  _ source: SourceView, row: Int, columns: StrideTo<Int>, distance: Int, rowDistances: Range<Int>, biasLimit: Int32,
  into costs: UnsafeMutablePointer<Int32>
) {
  withUnsafeTemporaryAllocation(of: Int16.self, capacity: ThumbnailShape.valueCount) { thumbnail in
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: source.thumbnails.stride) { bounds in
      guard let thumbnail = thumbnail.baseAddress, let bounds = bounds.baseAddress else { return }
      var place = 0
      for column in columns {
        var patch = RarityOfPatch(
          source, row: row, column: column, biasLimit: biasLimit, thumbnail: thumbnail, bounds: bounds)
        for otherRow in 0..<source.height &- 7 where rowDistances.contains(abs(otherRow &- row)) {
          let leastDistance = abs(otherRow &- row) >= distance ? 0 : distance
          patch.compare(row: otherRow, flipped: false, columnDistance: leastDistance)
          patch.compare(row: otherRow, flipped: true, columnDistance: leastDistance)
        }
        costs[place] = patch.best
        place = place &+ 1
      }
    }
  }
}

/// The least cost of one patch so far, and what its comparisons need.
///
/// Thumbnails exclude most others unseen, sixteen at a time. What is left is compared without further looks at the best
/// cost: a branch that is guessed wrong costs as much as half a patch.
private struct RarityOfPatch {
  let source: SourceView
  let column: Int
  let biasLimit: Int32
  let stride: Int
  let pixels: UnsafePointer<UInt8>
  let moments: SIMD4<Int32>
  let bound: ThumbnailBound
  var best = unlimitedCost

  @inline(__always)
  init(
    _ source: SourceView, row: Int, column: Int, biasLimit: Int32, thumbnail: UnsafeMutablePointer<Int16>,
    bounds: UnsafeMutablePointer<UInt16>
  ) {
    self.source = source
    self.column = column
    self.biasLimit = biasLimit
    stride = source.width &* 4
    pixels = source.pixels + (row &* stride &+ column &* 4)
    moments = momentsOfCorner(source.moments, row &* (source.width &- 7) &+ column)
    bound = ThumbnailBound(
      view: source.thumbnails, ofPatch: pixels, rowBytes: stride, biasLimit: biasLimit, target: thumbnail,
      bounds: bounds)
  }

  /// Compares with the sampled patches of a row, plain or mirrored, that lie at least `columnDistance` columns away.
  @inline(__always)
  mutating func compare(row: Int, flipped: Bool, columnDistance: Int) {
    let corners = source.width &- 7
    bound.bound(row: row, flipped: flipped)
    var least = bound.least(costing: best)
    for sample in 0..<(corners &- (row & 1) &+ 1) / 2 where Int(bound.bounds[sample]) < least {
      let other = row & 1 &+ 2 &* sample
      if abs(other &- column) < columnDistance { continue }
      let gain = boundedShiftGain(
        moments &- momentsOfCorner(source.moments, row &* corners &+ other), limit: biasLimit)
      let base = flipped ? source.flippedPixels : source.pixels
      let patch = base + (row &* stride &+ (flipped ? corners &- 1 &- other : other) &* 4)
      let cost = squaredDistance(pixels, stride, patch, stride) &- gain
      if cost < best {
        best = cost
        least = bound.least(costing: best)
      }
    }
  }
}
