internal import KernelInterface
public import Raster

extension Canvas {
  /// Canvases above this many pixels are finished without a search at full size.
  ///
  /// It would need half as much memory again, and their pixels are so small that the level below decides what is seen.
  public static let largestSearchedArea = 40_000_000

  /// The canvas with every unknown pixel invented; the source pixels are copied, bit for bit.
  ///
  /// The fill is multi-scale patch-based optimization (Wexler et al. 2007; Barnes et al. 2009) from a start grown
  /// outwards (Newson et al. 2014), with a spatial prior and saliency that keep sky in the sky and subjects single.
  /// The same canvas, seed and effort give the same bytes for any number of threads and instruction set.
  ///
  /// - Parameters:
  ///   - options: seed, effort, threads.
  ///   - onProgress: called on the calling thread after each step; what it throws stops the fill.
  /// - Precondition: the source has at least one pixel, and the canvas is at most 32767 wide and high.
  public func filled<E: Error>(
    _ options: FillOptions = FillOptions(), onProgress: (FillProgress) throws(E) -> Void
  ) throws(E) -> Image {
    precondition(!source.size.isEmpty, "a source without pixels can't be continued")
    precondition(max(size.width, size.height) <= Match.maximumX, "a canvas of \(size) is too large")
    if newArea == 0 { return source }

    let engine = Engine(options)
    let working = WorkingSource(self, engine: engine)
    let pyramid = Pyramid(working, edges: working.edges, engine: engine)
    let schedule = Schedule(options.effort, levels: pyramid.geometries)
    var meter = ProgressMeter(pyramid, schedule: schedule)
    try onProgress(meter.ended(.pyramid, level: 0))
    let picture = try pyramid.grow(
      seed: options.seed, schedule: schedule, transparent: working.transparentPixels, engine: engine
    ) { step, level, patchDistances throws(E) in
      try onProgress(meter.ended(step, level: level, patchDistances: patchDistances))
    }
    let image = result(picture, stride: pyramid.geometries[0].size.width * 4, working: working, engine: engine)
    try onProgress(meter.ended(.finalVote, level: 0))
    return image
  }

  /// The filled canvas, cut out of the working canvas, with the source on top.
  private func result(_ picture: Buffer<UInt8>, stride: Int, working: WorkingSource, engine: Engine) -> Image {
    let rect = working.canvasRect
    let isOpaque = working.transparentPixels == nil
    let sourceRect = sourceRect
    let source = source
    let pixels = engine.bands.bytes(rows: size.height, rowBytes: size.width * 4, bandHeight: 32) { y, row in
      let start = (rect.y + y) * stride + rect.x * 4
      picture.copy(start..<start + row.count, to: &row)
      if isOpaque {
        for i in Swift.stride(from: 3, to: row.count, by: 4) { row[i] = 255 }
      }
      if sourceRect.rows.contains(y) {
        let bytes = source.pixels.span
        let first = (y - sourceRect.y) * source.stride
        for i in 0..<source.stride { row[sourceRect.x * 4 + i] = bytes[first + i] }
      }
    }
    return Image(size: size, pixels: pixels, colorProfile: source.colorProfile)
  }
}

extension Pyramid {
  /// The algorithm: a start at the coarsest level, then search and vote from level to level.
  ///
  /// - Parameters:
  ///   - transparent: source pixels with alpha for the last vote; nil when the source is opaque.
  ///   - onStep: called after each step with the level it worked on and, after a search, its patch distances.
  /// - Returns: the picture of the working canvas, four bytes a pixel.
  fileprivate func grow<E: Error>(
    seed: UInt64, schedule: Schedule, transparent: Buffer<UInt8>?, engine: Engine,
    onStep: (FillStep, Int, Int) throws(E) -> Void
  ) throws(E) -> Buffer<UInt8> {
    let similarity = selfSimilarity(engine: engine)
    let saliency = saliency(similarity, engine: engine)
    var costModel = CostModel()
    let share = RowPrior.share(similarity, periods: periods)
    costModel.rowPrior *= share
    costModel.columnPrior *= share
    try onStep(.saliency, 0, 0)

    let refinement = Refinement(
      pyramid: self, saliency: saliency, costModel: costModel, schedule: schedule, seed: seed, engine: engine)
    var level = Start(refinement).best()
    if start > 0 { refinement.reconstruction.lastVote(level, engine: engine) }
    try onStep(.start, start, 0)
    for index in schedule.levels(above: start) {
      level = try refinement.finer(level, index: index, start: start, onStep: onStep)
      if index > 0 {
        refinement.reconstruction.lastVote(level, engine: engine)
        try onStep(.vote, index, 0)
      }
    }
    return refinement.reconstruction.finalVote(level, transparent: transparent, engine: engine)
  }
}
