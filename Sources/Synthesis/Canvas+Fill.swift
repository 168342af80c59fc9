internal import KernelInterface
public import Raster

extension Canvas {
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
    let schedule = Schedule(options.effort, canvas: size)
    let search = FieldSearch(seed: options.seed, engine: engine)
    let reconstruction = Reconstruction()
    let working = WorkingSource(self, engine: engine)
    let pyramid = Pyramid(working, edges: working.edges, engine: engine)
    var meter = ProgressMeter(pyramid, schedule: schedule)
    try onProgress(meter.ended(.pyramid, level: 0))
    let saliency = pyramid.saliency(engine: engine)
    try onProgress(meter.ended(.saliency, level: 0))

    var level = pyramid.level(pyramid.start, saliency: saliency, isSearched: true, engine: engine)
    level.startEmpty()
    var peel = OnionPeel(level, engine: engine)
    peel.grow()
    try onProgress(meter.ended(.peel, level: pyramid.start))

    for index in (0...pyramid.start).reversed() {
      let rounds = schedule.iterations(level: index, start: pyramid.start)
      if index < pyramid.start {
        let finer = pyramid.level(index, saliency: saliency, isSearched: rounds > 0, engine: engine)
        finer.start(from: level, engine: engine)
        level = finer
        try onProgress(meter.ended(.upsampling, level: index))
        search.evaluate(level)
        if rounds > 0 { reconstruction.vote(level, engine: engine) }
        try onProgress(meter.ended(.vote, level: index))
      }
      for round in 0..<rounds {
        let isFirst = index == pyramid.start && round == 0
        search.improve(
          level, levelIndex: index, iteration: round, passes: isFirst ? schedule.firstPasses : schedule.passes)
        try onProgress(meter.ended(.search, level: index))
        if round + 1 < rounds {
          reconstruction.vote(level, engine: engine)
        } else if index > 0 {
          reconstruction.lastVote(level, engine: engine)
        }
        try onProgress(meter.ended(.vote, level: index))
      }
    }
    let picture = reconstruction.finalVote(level, transparent: working.transparentPixels, engine: engine)
    let image = result(picture, stride: level.geometry.size.width * 4, working: working)
    try onProgress(meter.ended(.finalVote, level: 0))
    return image
  }

  /// The filled canvas, cut out of the working canvas, with the source on top.
  private func result(_ picture: Buffer<UInt8>, stride: Int, working: WorkingSource) -> Image {
    let rect = working.canvasRect
    var pixels: [UInt8] = []
    pixels.reserveCapacity(size.area * 4)
    for y in rect.rows {
      pixels.append(contentsOf: picture.values(in: y * stride + rect.x * 4..<y * stride + rect.maxX * 4))
    }
    var image = Image(size: size, pixels: pixels, colorProfile: source.colorProfile)
    if working.transparentPixels == nil { image.makeOpaque() }
    image.paste(source, x: sourceRect.x, y: sourceRect.y)
    return image
  }
}
