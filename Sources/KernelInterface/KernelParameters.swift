/// How one sweep of PatchMatch looks for better matches.
public struct Sweep: Sendable {
  /// Key of the sweep's random numbers.
  public var randomKey: UInt32

  /// Half width of the first random square, which is halved down to 1; 0 for no random search.
  public var reach: Int

  /// Distances at which neighbours' matches are tried: the first `hopCount` of 1, 4 and 12.
  public var hopCount: Int

  /// Whether the stored costs are out of date and have to be computed first.
  public var refreshesCosts: Bool

  public init(randomKey: UInt32, reach: Int, hopCount: Int, refreshesCosts: Bool) {
    self.randomKey = randomKey
    self.reach = reach
    self.hopCount = hopCount
    self.refreshesCosts = refreshesCosts
  }
}

/// How votes are weighted.
@safe
public struct Vote: @unchecked Sendable {
  /// Factor from a cost to an index of `costTable`.
  public var costScale: Float

  /// Weight by cost, and by distance to the known rectangle in quarter pixels.
  public var costTable: UnsafePointer<UInt32>
  public var costTableCount: Int
  public var distanceTable: UnsafePointer<UInt32>
  public var distanceTableCount: Int

  /// Whether known pixels are voted for too, as the membrane needs at the border.
  public var includesKnown: Bool

  /// Source pixels to vote with: those of the level, but with alpha in place of the texture level in the last vote.
  public var source: UnsafePointer<UInt8>
  public var flippedSource: UnsafePointer<UInt8>

  public init(
    costScale: Float, costTable: UnsafePointer<UInt32>, costTableCount: Int, distanceTable: UnsafePointer<UInt32>,
    distanceTableCount: Int, includesKnown: Bool, source: UnsafePointer<UInt8>,
    flippedSource: UnsafePointer<UInt8>
  ) {
    self.costScale = costScale
    self.costTable = costTable
    self.costTableCount = costTableCount
    self.distanceTable = distanceTable
    self.distanceTableCount = distanceTableCount
    self.includesKnown = includesKnown
    self.source = source
    self.flippedSource = flippedSource
  }
}

/// The voted pixels of one tile, in rows of its width: what a vote has found before it is rounded.
@safe
public struct VotedTile: @unchecked Sendable {
  public var tile: Tile

  /// Votes in 1/32 steps, four values a pixel.
  ///
  /// Pixels that are not voted for keep what they had.
  public var values: UnsafeMutablePointer<UInt16>

  /// The difference between the single heaviest patch and the mean, in 1/32 steps; nil where nobody needs it.
  public var detail: UnsafeMutablePointer<Int16>?

  public init(tile: Tile, values: UnsafeMutablePointer<UInt16>, detail: UnsafeMutablePointer<Int16>?) {
    self.tile = tile
    self.values = values
    self.detail = detail
  }

  /// Where the values of a pixel of the canvas start.
  @inlinable @inline(__always)
  public func offset(x: Int, y: Int) -> Int { ((y &- tile.y) &* tile.width &+ x &- tile.x) &* 4 }
}

/// A source by itself: its pixels, plain and mirrored, the moments of its patches, and thumbnails of some of them.
@safe
public struct SourceView: @unchecked Sendable {
  public var width: Int
  public var height: Int
  public var pixels: UnsafePointer<UInt8>
  public var flippedPixels: UnsafePointer<UInt8>
  public var moments: UnsafePointer<UInt16>

  /// Whole patches at every second corner of a row, starting with column 0 in even rows and 1 in odd ones; the flipped ones
  /// are the same patches, mirrored.
  public var thumbnails: ThumbnailView

  public init(
    width: Int, height: Int, pixels: UnsafePointer<UInt8>, flippedPixels: UnsafePointer<UInt8>,
    moments: UnsafePointer<UInt16>, thumbnails: ThumbnailView
  ) {
    self.width = width
    self.height = height
    self.pixels = pixels
    self.flippedPixels = flippedPixels
    self.moments = moments
    self.thumbnails = thumbnails
  }
}

/// One ring of the onion peel: the pixels finished so far are a rectangle, and so is what a patch sees of them.
@safe
public struct PeelRing: @unchecked Sendable {
  /// The finished rectangle, in canvas pixels.
  public var finished: Tile

  /// Factor on prior, saliency and axis cost.
  public var priorFactor: Int32

  /// Of so many rows of sources a target looks at one, other targets at others; 1 for all.
  public var rowStep: Int

  /// Sums of each channel over all pixels above and to the left, three values for each of
  /// (`knownWidth` + 1) × (`knownHeight` + 1) places: of the source.
  public var integral: UnsafePointer<UInt32>

  /// Thumbnails of the source for each `ThumbnailShape.number`; every source is looked at where there are none.
  public var thumbnails: UnsafePointer<ThumbnailView?>

  /// Finished rectangle of the ring before, whose matches are tried first.
  public var searched: UnsafePointer<UInt8>

  /// Set to 1 for every target that got a match in this ring.
  public var searchedNow: UnsafeMutablePointer<UInt8>

  /// Shift of each target's match in 1/64 steps (red, green, blue) and its overlap with the finished rectangle.
  public var shift: UnsafeMutablePointer<Int16>

  public init(
    finished: Tile, priorFactor: Int32, rowStep: Int, integral: UnsafePointer<UInt32>,
    thumbnails: UnsafePointer<ThumbnailView?>, searched: UnsafePointer<UInt8>, searchedNow: UnsafeMutablePointer<UInt8>,
    shift: UnsafeMutablePointer<Int16>
  ) {
    self.finished = finished
    self.priorFactor = priorFactor
    self.rowStep = rowStep
    self.integral = integral
    self.thumbnails = thumbnails
    self.searched = searched
    self.searchedNow = searchedNow
    self.shift = shift
  }
}

/// The weights of a separable resampling filter along one axis.
@safe
public struct ResampleAxis: @unchecked Sendable {
  /// First source position of each result position, and `tapCount` weights that add up to 16384.
  public var starts: UnsafePointer<Int32>
  public var taps: UnsafePointer<Int32>
  public var tapCount: Int
  public var count: Int

  public init(starts: UnsafePointer<Int32>, taps: UnsafePointer<Int32>, tapCount: Int, count: Int) {
    self.starts = starts
    self.taps = taps
    self.tapCount = tapCount
    self.count = count
  }
}

/// A grid on which a screened Poisson equation is relaxed, or a part of one: four values a place, of which those of a
/// rectangle of fixed places stay.
@safe
public struct PoissonGrid: @unchecked Sendable {
  /// Where its first place lies on the whole grid.
  public var x: Int
  public var y: Int

  public var width: Int
  public var height: Int
  public var values: UnsafeMutablePointer<Float>

  /// The fixed places, counted from the first one of this part; may be empty.
  public var fixed: Tile

  /// Divergence of the wanted gradient, four values a place; nil where it is 0 everywhere.
  public var divergence: UnsafePointer<Float>?

  /// 1 / (4 + squared spacing over squared length).
  public var gain: Float

  public init(
    x: Int = 0, y: Int = 0, width: Int, height: Int, values: UnsafeMutablePointer<Float>,
    fixed: Tile, divergence: UnsafePointer<Float>?, gain: Float
  ) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
    self.values = values
    self.fixed = fixed
    self.divergence = divergence
    self.gain = gain
  }
}

/// The rows of a grid that half sweeps go over: `first..<end` in the first one, from which both ends move by a constant
/// number of rows with each half sweep; as far as the grid has them.
///
/// A half sweep needs the one before in the rows above and below. So bands that get narrower by a row at either end can
/// be swept at the same time, with a row between them that none of them writes, and after them what grows by a row where
/// two of them meet.
public struct SweptRows: Sendable {
  public var first: Int
  public var end: Int
  public var firstStep: Int
  public var endStep: Int

  public init(_ rows: Range<Int>, firstStep: Int = 0, endStep: Int = 0) {
    first = rows.lowerBound
    end = rows.upperBound
    self.firstStep = firstStep
    self.endStep = endStep
  }
}

/// The grid of cells on which the texture level is measured.
@safe
public struct TextureCells: @unchecked Sendable {
  /// Size of the picture and number of cells across and down.
  public var width: Int
  public var height: Int
  public var columns: Int
  public var rows: Int

  /// log(1 + g / 6) by the sum g of six absolute differences, in 1/256 steps.
  public var logTable: UnsafePointer<Int32>

  /// Mean logarithm of each cell in 1/256 steps, and the texture level for each such value.
  public var means: UnsafePointer<Int32>
  public var levelTable: UnsafePointer<UInt8>
  public var levelTableCount: Int

  public init(
    width: Int, height: Int, columns: Int, rows: Int, logTable: UnsafePointer<Int32>, means: UnsafePointer<Int32>,
    levelTable: UnsafePointer<UInt8>, levelTableCount: Int
  ) {
    self.width = width
    self.height = height
    self.columns = columns
    self.rows = rows
    self.logTable = logTable
    self.means = means
    self.levelTable = levelTable
    self.levelTableCount = levelTableCount
  }
}

/// How corners and matches of a coarser level map to those of a level.
@safe
public struct FieldScale: @unchecked Sendable {
  public var coarseField: UnsafePointer<Match>
  public var coarseColumns: Int

  /// Costs of those matches, which a level takes over that is not searched; nil for others.
  public var coarseCosts: UnsafePointer<Int32>?

  /// Coarse corner for each column and row of corners.
  public var columns: UnsafePointer<Int32>
  public var rows: UnsafePointer<Int32>

  /// What a match moves by because the coarse corner lies beside the exact place, in 1/256 pixels.
  public var columnShift: UnsafePointer<Int32>
  public var rowShift: UnsafePointer<Int32>

  /// Source sizes: level over coarser level, in 1/65536.
  public var sourceScaleX: Int
  public var sourceScaleY: Int

  /// Whether the level has a second field, which gets the matches of the known corners too: no sweep writes those.
  public var hasNextField: Bool

  public init(
    coarseField: UnsafePointer<Match>, coarseColumns: Int, coarseCosts: UnsafePointer<Int32>?,
    columns: UnsafePointer<Int32>, rows: UnsafePointer<Int32>, columnShift: UnsafePointer<Int32>,
    rowShift: UnsafePointer<Int32>, sourceScaleX: Int, sourceScaleY: Int, hasNextField: Bool
  ) {
    self.coarseField = coarseField
    self.coarseColumns = coarseColumns
    self.coarseCosts = coarseCosts
    self.columns = columns
    self.rows = rows
    self.columnShift = columnShift
    self.rowShift = rowShift
    self.sourceScaleX = sourceScaleX
    self.sourceScaleY = sourceScaleY
    self.hasNextField = hasNextField
  }
}
