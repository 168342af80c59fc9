/// Side of a patch in pixels.
///
/// One row of a patch is 32 bytes of RGBT.
public let patchSide = 8

/// Pixels of a patch.
public let patchArea = 64

/// A limit above every cost that leaves room for adding and subtracting its terms.
@inlinable @inline(__always) public var unlimitedCost: Int32 { 1 << 30 }

/// One level of the pyramid as the kernels see it: geometry, and where its arrays lie in memory.
///
/// Pixels are four bytes: red, green, blue and the texture level. A patch is named by its top left corner. Targets are
/// the corners whose patch is not entirely known; sources are the corners whose patch is.
/// The memory belongs to the level that made the view, which outlives every kernel call.
@safe
public struct LevelView: @unchecked Sendable {
  // Geometry, in pixels of this level.
  public var width: Int
  public var height: Int
  public var knownX: Int
  public var knownY: Int
  public var knownWidth: Int
  public var knownHeight: Int

  /// Source pixels, and the same mirrored from left to right; `knownWidth * 4` bytes a row.
  public var source: UnsafePointer<UInt8>
  public var flippedSource: UnsafePointer<UInt8>

  /// Moments of the patch at each source corner, four values a corner; see `KernelSet.patchMoments`.
  public var sourceMoments: UnsafePointer<UInt16>

  /// What squared differences owe to the patch at each source corner; see `KernelSet.patchSquares`.
  ///
  /// Empty where the kernels do not read it, and where the field is not searched.
  public var sourceSquares: UnsafePointer<Int32>

  /// The current picture of the whole canvas, `width * 4` bytes a row; the known rectangle holds the source.
  public var estimate: UnsafeMutablePointer<UInt8>

  /// Where a vote puts the picture that becomes the next estimate.
  public var nextEstimate: UnsafeMutablePointer<UInt8>

  /// Nearest-neighbor field: the match of every corner of the canvas.
  ///
  /// A sweep reads `field` and writes `nextField`.
  public var field: UnsafeMutablePointer<Match>
  public var nextField: UnsafeMutablePointer<Match>

  /// Cost of the match of every target, without the agreement term.
  public var cost: UnsafeMutablePointer<Int32>

  /// How often each source corner is used above its share, 0...104 in sixteenths, less for smooth ones; see `Occurrence`.
  public var occurrence: UnsafePointer<UInt8>

  /// Saliency of the source seen from the left, top, bottom and right, one small map after the other, 0...255.
  public var saliency: UnsafePointer<UInt8>
  public var saliencyWidth: Int
  public var saliencyArea: Int

  /// How much each place belongs to a lone subject, 0...255, seen from the left, top, bottom and right; see `LoneSubjects`.
  public var loneSubjects: UnsafePointer<UInt8>

  /// Distance from the known rectangle at which lone subjects start to cost, and over which the cost rises to the full.
  public var loneSubjectStart: Int32
  public var loneSubjectRise: Int32

  /// Column of the saliency map for each source column, and start of its row for each source row.
  public var saliencyColumns: UnsafePointer<Int32>
  public var saliencyRows: UnsafePointer<Int32>

  /// Cost of taking a source so many rows or columns away from the nearest known place.
  public var rowPrior: UnsafePointer<Int32>
  public var columnPrior: UnsafePointer<Int32>

  /// Cost of a flip by target column + source column, both counted from the known rectangle; `axisOrigin` is where
  /// the sum 0 lies in the table.
  public var axisCost: UnsafePointer<Int32>
  public var axisOrigin: Int

  /// Cost of a match by its offset: columns or rows from the target to its source, both counted from the known rectangle.
  ///
  /// Nil where the source does not repeat itself. They point to the cost of no offset; offsets have either sign.
  public var columnPeriodCost: UnsafePointer<Int32>?
  public var rowPeriodCost: UnsafePointer<Int32>?

  public var weights: CostWeights

  public init(
    width: Int, height: Int, knownX: Int, knownY: Int, knownWidth: Int, knownHeight: Int,
    source: UnsafePointer<UInt8>, flippedSource: UnsafePointer<UInt8>, sourceMoments: UnsafePointer<UInt16>,
    sourceSquares: UnsafePointer<Int32>,
    estimate: UnsafeMutablePointer<UInt8>, nextEstimate: UnsafeMutablePointer<UInt8>,
    field: UnsafeMutablePointer<Match>, nextField: UnsafeMutablePointer<Match>, cost: UnsafeMutablePointer<Int32>,
    occurrence: UnsafePointer<UInt8>, saliency: UnsafePointer<UInt8>, saliencyWidth: Int, saliencyArea: Int,
    loneSubjects: UnsafePointer<UInt8>, loneSubjectStart: Int32, loneSubjectRise: Int32,
    saliencyColumns: UnsafePointer<Int32>, saliencyRows: UnsafePointer<Int32>,
    rowPrior: UnsafePointer<Int32>, columnPrior: UnsafePointer<Int32>,
    axisCost: UnsafePointer<Int32>, axisOrigin: Int, columnPeriodCost: UnsafePointer<Int32>?,
    rowPeriodCost: UnsafePointer<Int32>?, weights: CostWeights
  ) {
    self.width = width
    self.height = height
    self.knownX = knownX
    self.knownY = knownY
    self.knownWidth = knownWidth
    self.knownHeight = knownHeight
    self.source = source
    self.flippedSource = flippedSource
    self.sourceMoments = sourceMoments
    self.sourceSquares = sourceSquares
    self.estimate = estimate
    self.nextEstimate = nextEstimate
    self.field = field
    self.nextField = nextField
    self.cost = cost
    self.occurrence = occurrence
    self.saliency = saliency
    self.saliencyWidth = saliencyWidth
    self.saliencyArea = saliencyArea
    self.loneSubjects = loneSubjects
    self.loneSubjectStart = loneSubjectStart
    self.loneSubjectRise = loneSubjectRise
    self.saliencyColumns = saliencyColumns
    self.saliencyRows = saliencyRows
    self.rowPrior = rowPrior
    self.columnPrior = columnPrior
    self.axisCost = axisCost
    self.axisOrigin = axisOrigin
    self.columnPeriodCost = columnPeriodCost
    self.rowPeriodCost = rowPeriodCost
    self.weights = weights
  }

  @inlinable @inline(__always) public var targetColumns: Int { width &- 7 }
  @inlinable @inline(__always) public var targetRows: Int { height &- 7 }
  @inlinable @inline(__always) public var sourceColumns: Int { knownWidth &- 7 }
  @inlinable @inline(__always) public var sourceRows: Int { knownHeight &- 7 }
}

/// Weights of the cost terms at one level, in squared intensity summed over a patch.
public struct CostWeights: Sendable {
  /// Largest constant shift of a source patch where the source is smooth, in sums over 64 pixels; see `MatchCost.shiftLimit`.
  public var biasLimit: Int32

  /// What contrast that a source lacks costs, in sixteenths of a squared difference.
  public var contrast: Int32

  /// How many times more a known pixel under a target patch counts.
  public var knownWeight: Int32

  /// Cost of each of the four neighbours that does not continue the match (the Potts term).
  public var agreement: Int32

  /// Cost of one step of saliency, of lone subjects and of occurrence.
  public var saliency: Int32
  public var loneSubject: Int32
  public var occurrence: Int32

  /// Cost of a flip in a source that repeats itself from left to right.
  public var period: Int32

  /// Cost of a flip above and below the known rectangle.
  public var flip: Int32

  public init(
    biasLimit: Int32, contrast: Int32, knownWeight: Int32, agreement: Int32, saliency: Int32, loneSubject: Int32,
    occurrence: Int32, period: Int32, flip: Int32
  ) {
    self.biasLimit = biasLimit
    self.contrast = contrast
    self.knownWeight = knownWeight
    self.agreement = agreement
    self.saliency = saliency
    self.loneSubject = loneSubject
    self.occurrence = occurrence
    self.period = period
    self.flip = flip
  }

  /// The same without what a source costs by its place in the picture, whatever its patch looks like: saliency, lone
  /// subjects and occurrence.
  public var withoutPlace: CostWeights {
    var weights = self
    weights.saliency = 0
    weights.loneSubject = 0
    weights.occurrence = 0
    return weights
  }
}

/// A rectangle of corners or pixels that one kernel call works on.
public struct Tile: Hashable, Sendable {
  public var x: Int
  public var y: Int
  public var width: Int
  public var height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  @inlinable @inline(__always)
  public func contains(column: Int) -> Bool { column >= x && column < x &+ width }

  @inlinable @inline(__always)
  public func contains(row: Int) -> Bool { row >= y && row < y &+ height }
}
