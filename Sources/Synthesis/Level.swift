internal import KernelInterface
internal import Raster

/// One level of the fill: the picture so far, its nearest-neighbor field, and what the matching cost needs to know.
///
/// It owns the memory that its `view` points to.
final class Level: Sendable {
  let geometry: LevelGeometry
  let weights: CostWeights

  /// Whether the field will be improved; if not, the costs are those of the coarser level, without what known pixels add.
  let isSearched: Bool

  /// What excess uses of a smooth source cost, as a share of those of a textured one.
  let smoothOccurrence: Float

  /// How the source repeats itself; nil where that was not measured.
  let periods: Periods?

  let source: Buffer<UInt8>
  let flippedSource: Buffer<UInt8>
  let sourceMoments: Buffer<UInt16>
  private let sourceSquares: Buffer<Int32>
  let cost: Buffer<Int32>
  let occurrence: Buffer<UInt8>

  private let estimates: DoubleBuffer<UInt8>
  private let fields: DoubleBuffer<Match>
  private let saliency: Buffer<UInt8>
  private let saliencySize: Size
  private let loneSubjects: Buffer<UInt8>
  private let loneSubjectStart: Int32
  private let loneSubjectRise: Int32
  private let saliencyColumns: Buffer<Int32>
  private let saliencyRows: Buffer<Int32>
  private let rowPrior: Buffer<Int32>
  private let columnPrior: Buffer<Int32>
  private let axisCost: Buffer<Int32>
  private let columnPeriodCost: Buffer<Int32>?
  private let rowPeriodCost: Buffer<Int32>?

  /// - Parameters:
  ///   - source: source pixels at this level's size.
  ///   - periods: how the source repeats itself; nil where that was not measured.
  ///   - octaves: how far above the size of full priors this level lies; their weights fade with it.
  ///   - isSearched: whether the field will be improved; if not, half of its memory is not needed, nor the squares.
  init(
    _ geometry: LevelGeometry, source: Buffer<UInt8>, saliency: Saliency, periods: Periods?, costModel: CostModel,
    octaves: Double, isSearched: Bool, engine: Engine
  ) {
    self.geometry = geometry
    self.source = source
    var cover = PatchCover(mapSize: saliency.size, source: geometry.known.size)
    loneSubjects = saliency.loneSubjects(for: &cover)
    // Viewers prefer the centres there, and nowhere else.
    if geometry.growsAroundCorner { cover = PatchCover(centresIn: saliency.size) }
    self.saliency = saliency.maps(for: &cover)
    saliencySize = saliency.size
    self.periods = periods
    let known = geometry.known
    var weights = costModel.weights(octaves: octaves)
    if !isSearched { weights.knownWeight = 0 }
    self.weights = weights
    self.isSearched = isSearched
    smoothOccurrence = Float(
      costModel.occurrence(octaves: octaves, isTextured: false)
        / max(1, costModel.occurrence(octaves: octaves, isTextured: true)))
    flippedSource = engine.mirrored(source, size: known.size)
    sourceMoments = engine.patchMoments(source, size: known.size)
    sourceSquares = isSearched ? engine.patchSquares(source, size: known.size) : Buffer(uninitializedCount: 0)
    estimates = DoubleBuffer(uninitializedCount: geometry.size.area * 4)
    cost = Buffer(uninitializedCount: geometry.targetColumns * geometry.targetRows)
    let usesOccurrence = weights.occurrence > 0
    occurrence = Buffer(count: usesOccurrence ? geometry.sourceColumns * geometry.sourceRows : 0, repeating: 0)
    fields = DoubleBuffer(
      uninitializedCount: geometry.targetColumns * geometry.targetRows, hasNext: isSearched)

    let size = Double(geometry.shortSide)
    loneSubjectStart = Int32(costModel.loneSubjectStart.pixels + costModel.loneSubjectStart.share * size)
    loneSubjectRise = max(1, Int32(costModel.loneSubjectRise * size))

    // Centre of each source patch, in places of the saliency maps.
    saliencyColumns = Buffer(count: geometry.sourceColumns, repeating: 0)
    for x in 0..<geometry.sourceColumns {
      saliencyColumns[x] = Int32((x + patchSide / 2) * saliency.size.width / known.width)
    }
    saliencyRows = Buffer(count: geometry.sourceRows, repeating: 0)
    for y in 0..<geometry.sourceRows {
      saliencyRows[y] = Int32((y + patchSide / 2) * saliency.size.height / known.height * saliency.size.width)
    }
    rowPrior = costModel.priorTable(
      costModel.rowPrior, count: geometry.sourceRows, length: known.height, octaves: octaves)
    columnPrior = costModel.priorTable(
      costModel.columnPrior, count: geometry.sourceColumns, length: known.width, octaves: octaves)
    axisCost = costModel.axisTable(
      origin: known.x, count: geometry.targetColumns + geometry.sourceColumns,
      sourceColumns: geometry.sourceColumns, length: known.width)
    columnPeriodCost = periods?.across.flatMap {
      costModel.periodTable(
        $0 * Double(known.width), origin: geometry.offsetOrigin.x,
        count: geometry.targetColumns + geometry.sourceColumns, octaves: octaves)
    }
    rowPeriodCost = periods?.down.flatMap {
      costModel.periodTable(
        $0 * Double(known.height), origin: geometry.offsetOrigin.y, count: geometry.targetRows + geometry.sourceRows,
        octaves: octaves)
    }
  }

  /// What the kernels see.
  ///
  /// The level must outlive the call that it is handed to.
  var view: LevelView {
    // Every buffer is owned by this object and has the size that the geometry states.
    unsafe LevelView(
      width: geometry.size.width, height: geometry.size.height, knownX: geometry.known.x, knownY: geometry.known.y,
      knownWidth: geometry.known.width, knownHeight: geometry.known.height,
      source: UnsafePointer(source.base), flippedSource: UnsafePointer(flippedSource.base),
      sourceMoments: UnsafePointer(sourceMoments.base), sourceSquares: UnsafePointer(sourceSquares.base),
      estimate: estimate.base, nextEstimate: nextEstimate.base,
      field: fields.current.base, nextField: fields.next.base, cost: cost.base,
      occurrence: UnsafePointer(occurrence.base), saliency: UnsafePointer(saliency.base),
      saliencyWidth: saliencySize.width, saliencyArea: saliencySize.area,
      loneSubjects: UnsafePointer(loneSubjects.base), loneSubjectStart: loneSubjectStart,
      loneSubjectRise: loneSubjectRise,
      saliencyColumns: UnsafePointer(saliencyColumns.base), saliencyRows: UnsafePointer(saliencyRows.base),
      rowPrior: UnsafePointer(rowPrior.base), columnPrior: UnsafePointer(columnPrior.base),
      axisCost: UnsafePointer(axisCost.base), axisOrigin: geometry.known.x,
      columnPeriodCost: columnPeriodCost.map { unsafe UnsafePointer($0.base + geometry.offsetOrigin.x) },
      rowPeriodCost: rowPeriodCost.map { unsafe UnsafePointer($0.base + geometry.offsetOrigin.y) }, weights: weights)
  }

  /// The picture of the whole canvas so far, four bytes a pixel.
  var estimate: Buffer<UInt8> { estimates.current }

  /// The picture that the vote under way writes.
  var nextEstimate: Buffer<UInt8> { estimates.next }

  /// Makes the picture written last the current one.
  func swapEstimates() { estimates.swap() }

  /// The nearest-neighbor field: one match for each target corner, row by row.
  var field: Buffer<Match> { fields.current }

  /// The field that the sweep under way writes.
  var nextField: Buffer<Match> { fields.next }

  /// Makes the field written last the current one.
  func swapFields() { fields.swap() }

  /// Gives back what only search and vote need, when the finer level is about to start from this one.
  func dropWorkingMemory() {
    estimates.dropNext()
    dropSearchMemory()
  }

  /// Gives back what only a search needs, when there will be no other one.
  func dropSearchMemory() { fields.dropNext() }

  /// Puts the source pixels into the known rectangle of both pictures.
  ///
  /// - Parameters:
  ///   - pixels: other pixels of the same source; nil for those of the level.
  ///   - bands: at full size most of the time goes to pages that are touched for the first time, so by several threads.
  func restoreKnownPixels(from pixels: Buffer<UInt8>? = nil, bands: RowBands = RowBands(threads: 1)) {
    let known = geometry.known
    let source = pixels ?? source
    bands.forEach(in: 0..<known.height, bandHeight: 64) { rows in
      for row in rows {
        let start = ((known.y + row) * geometry.size.width + known.x) * 4
        estimate.copy(to: start, from: source, row * known.width * 4..<(row + 1) * known.width * 4)
        nextEstimate.copy(to: start, from: source, row * known.width * 4..<(row + 1) * known.width * 4)
      }
    }
  }

  /// Starts with nothing but the known rectangle.
  func startEmpty() {
    estimate.fill(0)
    nextEstimate.fill(0)
    field.fill(Match(rawValue: 0))
    restoreKnownPixels()
    initializeKnownField()
  }

  /// Starts with picture and field of another level of the same size.
  func copy(from other: Level) {
    estimate.copy(from: other.estimate)
    nextEstimate.copy(from: other.estimate)
    field.copy(from: other.field)
    nextField.copy(from: other.field)
  }

  /// Lets every corner inside the known rectangle match itself.
  private func initializeKnownField() {
    let known = geometry.known
    for row in 0..<geometry.sourceRows {
      for column in 0..<geometry.sourceColumns {
        let place = (known.y + row) * geometry.targetColumns + known.x + column
        field[place] = Match(x: column, y: row, flipped: false)
      }
    }
    nextField.copy(from: field)
  }
}
