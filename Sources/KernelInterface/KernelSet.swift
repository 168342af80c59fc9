/// The hot loops of the fill, compiled for one instruction set.
///
/// Every set computes the same bytes: all arithmetic is on integers, or on floating-point numbers in a fixed order of
/// IEEE additions, multiplications, divisions and square roots. Tiles of one call may run at the same time when the
/// text of a function says what it writes and the tiles do not overlap.
public protocol KernelSet: Sendable {
  /// Moments of the 8 × 8 pixels at every corner of `rows`, four values a corner: sums of red, green and blue, and the
  /// contrast, which is the variance summed over the colours.
  static func patchMoments(
    pixels: UnsafePointer<UInt8>, width: Int, rows: Range<Int>, into moments: UnsafeMutablePointer<UInt16>)

  /// Whether `search` reads `LevelView.sourceSquares`.
  static var usesSquares: Bool { get }

  /// Σ (p² - 256 · p) over the bytes of the 8 × 8 pixels at every corner of `rows`: what a squared difference owes to one
  /// patch alone, where it is computed from squares and products.
  static func patchSquares(
    pixels: UnsafePointer<UInt8>, width: Int, rows: Range<Int>, into squares: UnsafeMutablePointer<Int32>)

  /// Writes the cost of the present match of every target of `tile` to `cost`.
  static func evaluate(_ level: LevelView, tile: Tile)

  /// One sweep of PatchMatch over the targets of `tile`: reads `field`, writes `nextField` and `cost`.
  /// Returns the number of patch distances computed.
  static func search(_ level: LevelView, tile: Tile, sweep: Sweep) -> Int

  /// Votes for the pixels of `result`: reads `estimate`, `field` and `cost`, writes `result`.
  static func vote(_ level: LevelView, vote: Vote, into result: VotedTile)

  /// Adds what is left of the detail after two 9 × 9 box blurs to the voted pixels of `tile`. Writes `votes`, which
  /// reaches 8 pixels beyond `tile` or to the edge of the canvas.
  static func addDetail(_ votes: VotedTile, tile: Tile)

  /// Adds the membrane, in 1/32 steps and `spacing` pixels from place to place, to the voted pixels of `tile`.
  static func addMembrane(_ votes: VotedTile, tile: Tile, grid: PoissonGrid, spacing: Int)

  /// Rounds the voted pixels of `tile` to 8 bits in `nextEstimate`.
  static func quantize(_ level: LevelView, votes: VotedTile, tile: Tile)

  /// Writes the thumbnails of all patches of a row of corners, a plane of `stride` bytes for each of their values; see
  /// `ThumbnailView`.
  static func thumbnails(
    pixels: UnsafePointer<UInt8>, width: Int, row: Int, shape: ThumbnailShape, stride: Int,
    into planes: UnsafeMutablePointer<UInt8>)

  /// Finds the best source for the targets of `tile` that the ring touches; see `PeelRing`.
  static func peel(_ level: LevelView, tile: Tile, ring: PeelRing)

  /// Tries `count` shifts, one after the other, on the unknown pixels of `region`; each is taken where that makes the map
  /// cheaper. `map` holds the shifts of all pixels of the canvas, row by row, 0 in the source; only the region's are
  /// written. Reads what a match costs by itself from `level`.
  static func expandShifts(
    _ level: LevelView, region: Tile, shifts: UnsafePointer<Shift>, count: Int, map: UnsafeMutablePointer<Shift>
  )

  /// Resamples rows with the weights of a separable filter; see `ResampleAxis`.
  static func resampleColumns(
    from source: UnsafePointer<UInt8>, rowBytes: Int, rows: Range<Int>, axis: ResampleAxis,
    into result: UnsafeMutablePointer<UInt16>)
  static func resampleRows(
    from source: UnsafePointer<UInt16>, rowValues: Int, rows: Range<Int>, axis: ResampleAxis,
    into result: UnsafeMutablePointer<UInt8>)

  /// For each corner of `columns` in a row of corners: the least cost of any source that does not overlap it.
  ///
  /// Cost is the squared difference less what a shift explains; sources are tried at every second corner, and at
  /// least `distance` columns or rows away, in rows at a distance within `rowDistances`.
  static func rarity(
    _ source: SourceView, row: Int, columns: StrideTo<Int>, distance: Int, rowDistances: Range<Int>, biasLimit: Int32,
    into costs: UnsafeMutablePointer<Int32>)

  /// Adds up the logarithm of the gradient over each cell of one row of cells; see `TextureCells`.
  static func measureTexture(
    pixels: UnsafePointer<UInt8>, cells: TextureCells, cellRow: Int, into sums: UnsafeMutablePointer<Int64>)

  /// Writes the texture level of `rows` to the fourth channel of `pixels`.
  static func writeTexture(into pixels: UnsafeMutablePointer<UInt8>, cells: TextureCells, rows: Range<Int>)

  /// Writes `rows` of a picture of four-byte pixels mirrored from left to right.
  static func mirror(
    pixels: UnsafePointer<UInt8>, width: Int, rows: Range<Int>, into result: UnsafeMutablePointer<UInt8>)

  /// Takes the matches of `tile` from the field of the coarser level; see `FieldScale`.
  static func upsampleField(_ level: LevelView, tile: Tile, scale: FieldScale)

  /// Takes what known pixels add out of the costs of the present matches of `tile`.
  static func dropKnownCosts(_ level: LevelView, tile: Tile)

  /// Writes the divergence of the steps in the estimate that its sources don't have, four values a place, for the pixels
  /// of `tile`, row by row, 0 for known ones; steps of `limit` and more are left alone.
  static func seamDivergence(
    _ level: LevelView, tile: Tile, limit: Float, into divergence: UnsafeMutablePointer<Float>)

  /// Writes the same for `rows` of a grid of half the size, summed over the four pixels of each place; what it
  /// writes for places with a known pixel means nothing.
  static func halvedSeamDivergence(
    _ level: LevelView, rows: Range<Int>, limit: Float, into divergence: UnsafeMutablePointer<Float>)

  /// Writes the pixels of `tile` with the colours of `correction` added, which has a place for each of them, to
  /// `nextEstimate`.
  static func correct(_ level: LevelView, tile: Tile, by correction: PoissonGrid)

  /// Half sweeps of red-black relaxation, of parity 0, 1, 0, …; see `PoissonGrid`.
  static func relax(_ grid: PoissonGrid, rows: SweptRows, halfSweeps: Int)

  /// Sets the free places of `rows` to the values of the half-size grid, interpolated linearly.
  static func prolong(_ coarse: PoissonGrid, into grid: PoissonGrid, rows: Range<Int>)

  /// Takes `rows` of the half-size grid from the whole one: their divergence, and the values of fixed places.
  static func restrict(
    _ grid: PoissonGrid, into coarse: PoissonGrid, divergence: UnsafeMutablePointer<Float>?, rows: Range<Int>)
}
