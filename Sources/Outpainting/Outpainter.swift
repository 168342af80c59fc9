public import Raster
internal import Synthesis

/// Continues a picture beyond its borders, offline and without a model.
///
/// The result holds the source unchanged, bit for bit, and depends on source, edges, seed, effort and version alone:
/// not on the machine, the processor or the number of threads.
///
/// ```swift
/// let edges = EdgeAmounts(left: 640, right: 640, top: 128, bottom: 128)
/// let wide = try Outpainter(seed: 7).expand(photo, by: edges).image
/// ```
public struct Outpainter: Hashable, Sendable {
  /// Version of the engine.
  ///
  /// Results of two versions may differ.
  public static let version = "0.1.0"

  /// Selects one of many equally good pictures.
  public var seed: UInt64

  public var effort: Effort

  /// Threads that work on a picture; nil means one for each processor.
  ///
  /// No influence on the result.
  public var threads: Int?

  /// Largest canvas that is accepted.
  public var limits: CanvasLimits

  /// - Parameters:
  ///   - seed: any number.
  ///   - effort: how much time a picture may take.
  ///   - threads: at least 1, or nil for one for each processor.
  ///   - limits: larger canvases are refused.
  public init(seed: UInt64 = 1, effort: Effort = .high, threads: Int? = nil, limits: CanvasLimits = .standard) {
    precondition(threads.map { $0 >= 1 } ?? true, "at least one thread is needed")
    self.seed = seed
    self.effort = effort
    self.threads = threads
    self.limits = limits
  }

  /// The picture, extended by `edges`.
  ///
  /// - Parameters:
  ///   - source: any picture with at least one pixel.
  ///   - edges: pixels to add on each side; with none the source itself comes back.
  ///   - onProgress: called now and then on the calling thread. What it throws stops the work and comes out here.
  /// - Throws: ``OutpaintError`` for a source or canvas that can't be worked on, or what `onProgress` threw.
  public func expand(
    _ source: Image, by edges: EdgeAmounts, onProgress: (Progress) throws -> Void = { _ in }
  ) throws -> Expansion {
    if source.size.isEmpty { throw OutpaintError.emptySource(source.size) }
    let canvas = Canvas(source: source, edges: edges)
    try limits.check(canvas)
    let options = FillOptions(
      seed: seed, effort: effort == .high ? .high : .fast, bands: RowBands(threads: threads ?? RowBands.processors),
      instructionSet: Processor.instructionSet)
    let image = try canvas.filled(options) { step in
      try onProgress(
        Progress(
          fractionCompleted: step.fractionCompleted, step: step.step.rawValue, level: step.level,
          patchDistances: step.patchDistances))
    }
    return Expansion(image: image, sourceRect: canvas.sourceRect, seed: seed)
  }
}

/// The result of ``Outpainter/expand(_:by:onProgress:)``.
public struct Expansion: Hashable, Sendable {
  public let image: Image

  /// Where the source lies in `image`, unchanged.
  public let sourceRect: Rect

  /// The seed that gives this picture again.
  public let seed: UInt64
}
