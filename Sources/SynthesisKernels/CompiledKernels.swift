public import KernelInterface

/// The kernels of this module, compiled with this module's settings.
public enum CompiledKernels: KernelSet {
  public static func patchMoments(
    pixels: UnsafePointer<UInt8>, width: Int, rows: Range<Int>, into moments: UnsafeMutablePointer<UInt16>
  ) {
    let columns = width &- 7
    PatchMoments.Memory.withContrast(count: columns) { memory in
      var corners = PatchMoments(pixels: pixels, stride: width &* 4, x: 0, count: columns, memory: memory)
      for y in rows {
        corners.move(to: y)
        let row = moments + y &* columns &* 4
        for i in 0..<columns {
          for c in 0..<3 { row[i &* 4 &+ c] = corners.sums[i &* 4 &+ c] }
          row[i &* 4 &+ 3] = memory.contrast?.values[i] ?? 0
        }
      }
    }
  }

  #if VNNI
    public static let usesSquares = true
  #else
    public static let usesSquares = false
  #endif

  public static func patchSquares(
    pixels: UnsafePointer<UInt8>, width: Int, rows: Range<Int>, into squares: UnsafeMutablePointer<Int32>
  ) {
    patchSquaresOfRows(pixels: pixels, width: width, rows: rows, into: squares)
  }

  public static func evaluate(_ level: LevelView, tile: Tile) {
    evaluateTile(level, tile: tile)
  }

  public static func search(_ level: LevelView, tile: Tile, sweep: Sweep) -> Int {
    searchTile(level, tile: tile, sweep: sweep)
  }

  public static func vote(_ level: LevelView, vote: Vote, into result: VotedTile) {
    VoteTile(level, vote: vote, into: result).run()
  }

  public static func addDetail(_ votes: VotedTile, tile: Tile) {
    addDetailToTile(votes, tile: tile)
  }

  public static func addMembrane(_ votes: VotedTile, tile: Tile, grid: PoissonGrid, spacing: Int) {
    addMembraneToTile(votes, tile: tile, grid: grid, spacing: spacing)
  }

  public static func quantize(_ level: LevelView, votes: VotedTile, tile: Tile) {
    quantizeTile(level, votes: votes, tile: tile)
  }

  public static func thumbnails(
    pixels: UnsafePointer<UInt8>, width: Int, row: Int, shape: ThumbnailShape, stride: Int,
    into planes: UnsafeMutablePointer<UInt8>
  ) {
    thumbnailsOfRow(pixels: pixels, width: width, row: row, shape: shape, stride: stride, into: planes)
  }

  public static func peel(_ level: LevelView, tile: Tile, ring: PeelRing) {
    peelTile(level, tile: tile, ring: ring)
  }

  public static func expandShifts(
    _ level: LevelView, region: Tile, shifts: UnsafePointer<Shift>, count: Int, map: UnsafeMutablePointer<Shift>
  ) {
    expandShiftsOfRegion(level, region: region, shifts: shifts, count: count, map: map)
  }

  public static func resampleColumns(
    from source: UnsafePointer<UInt8>, rowBytes: Int, rows: Range<Int>, axis: ResampleAxis,
    into result: UnsafeMutablePointer<UInt16>
  ) {
    resampleColumnsOfRows(from: source, rowBytes: rowBytes, rows: rows, axis: axis, into: result)
  }

  public static func resampleRows(
    from source: UnsafePointer<UInt16>, rowValues: Int, rows: Range<Int>, axis: ResampleAxis,
    into result: UnsafeMutablePointer<UInt8>
  ) {
    resampleRowsOfColumns(from: source, rowValues: rowValues, rows: rows, axis: axis, into: result)
  }

  public static func seamDivergence(
    _ level: LevelView, tile: Tile, limit: Float, into divergence: UnsafeMutablePointer<Float>
  ) {
    SeamSteps(level, limit: limit).writeDivergence(of: tile, into: divergence)
  }

  public static func halvedSeamDivergence(
    _ level: LevelView, rows: Range<Int>, limit: Float, into divergence: UnsafeMutablePointer<Float>
  ) {
    SeamSteps(level, limit: limit).writeHalved(rows: rows, into: divergence)
  }

  public static func correct(_ level: LevelView, tile: Tile, by correction: PoissonGrid) {
    correctTile(level, tile: tile, by: correction)
  }

  public static func relax(_ grid: PoissonGrid, rows: SweptRows, halfSweeps: Int) {
    relaxRows(grid, rows: rows, halfSweeps: halfSweeps)
  }

  public static func rarity(
    _ source: SourceView, row: Int, columns: StrideTo<Int>, distance: Int, rowDistances: Range<Int>, biasLimit: Int32,
    into costs: UnsafeMutablePointer<Int32>
  ) {
    rarityOfRow(
      source, row: row, columns: columns, distance: distance, rowDistances: rowDistances, biasLimit: biasLimit,
      into: costs)
  }

  public static func measureTexture(
    pixels: UnsafePointer<UInt8>, cells: TextureCells, cellRow: Int, into sums: UnsafeMutablePointer<Int64>
  ) {
    measureTextureOfCells(pixels: pixels, cells: cells, cellRow: cellRow, into: sums)
  }

  public static func writeTexture(into pixels: UnsafeMutablePointer<UInt8>, cells: TextureCells, rows: Range<Int>) {
    writeTextureLevels(into: pixels, cells: cells, rows: rows)
  }

  public static func mirror(
    pixels: UnsafePointer<UInt8>, width: Int, rows: Range<Int>, into result: UnsafeMutablePointer<UInt8>
  ) {
    mirrorRows(pixels: pixels, width: width, rows: rows, into: result)
  }

  public static func upsampleField(_ level: LevelView, tile: Tile, scale: FieldScale) {
    upsampleFieldOfTile(level, tile: tile, scale: scale)
  }

  public static func dropKnownCosts(_ level: LevelView, tile: Tile) { dropKnownCostsOfTile(level, tile: tile) }

  public static func prolong(_ coarse: PoissonGrid, into grid: PoissonGrid, rows: Range<Int>) {
    prolongRows(coarse, into: grid, rows: rows)
  }

  public static func restrict(
    _ grid: PoissonGrid, into coarse: PoissonGrid, divergence: UnsafeMutablePointer<Float>?, rows: Range<Int>
  ) {
    restrictRows(grid, into: coarse, divergence: divergence, rows: rows)
  }
}
