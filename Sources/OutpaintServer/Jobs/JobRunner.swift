import ImageCodec
import Raster
import TaskExecution
import TaskSchema

/// Makes the pictures of one job, on the thread that calls it.
struct JobRunner: Sendable {
  let engine: Engine
  let limits: CanvasLimits
  let decodeLimits: DecodeLimits

  /// Decodes a source and plans its canvas.
  ///
  /// - Throws: an error that does not know its task yet.
  func plan(_ record: JobRecord, source: [UInt8]) throws(TaskError) -> PlannedPicture {
    let image = try Image(source: source, of: record.sourceParameter, limits: decodeLimits)
    let plan = try plan(record, width: image.width, height: image.height)
    let encoding = ImageEncoding(record.output, isFast: record.mode == .fast)
    try encoding.checkCanvas(of: plan, parameter: "outpaint")
    return PlannedPicture(image, plan: plan, encoding: encoding)
  }

  /// Size of a source that fits its task.
  ///
  /// - Throws: as ``plan(_:source:)``.
  func sourceSize(_ record: JobRecord, source: [UInt8]) throws(TaskError) -> (width: Int, height: Int) {
    let image = try Image(source: source, of: record.sourceParameter, limits: decodeLimits)
    _ = try plan(record, width: image.width, height: image.height)
    return (image.width, image.height)
  }

  /// Makes all pictures, and hands each over as soon as it is there.
  ///
  /// - Parameters:
  ///   - onProgress: told the share of the whole job that is done, 0...1.
  ///   - onPicture: given the index of a result, its file, and its price.
  func run(
    _ record: JobRecord, source: [UInt8], threads: Int, timings: inout JobTimings,
    onProgress: (Double) -> Void, onPicture: (Int, [UInt8], Cost) throws -> Void
  ) throws -> Cost {
    var watch = Stopwatch()
    let picture = try plan(record, source: source)
    timings.decode = watch.lap()
    for (index, result) in record.results.enumerated() {
      let settings = Engine.Settings(seed: result.seed, isFast: record.mode == .fast, threads: threads)
      let image = try picture.filled(with: settings, by: engine) { step in
        onProgress((Double(index) + step.fractionCompleted) / Double(record.results.count))
      }
      timings.fill += watch.lap()
      let file = try image.encoded(as: picture.encoding, bands: settings.bands)
      timings.encode += watch.lap()
      try onPicture(index, file, picture.plan.cost)
      timings.store += watch.lap()
    }
    return picture.plan.cost
  }

  /// The file of an upload: as it is, or shrunk to the longest side of a canvas, beyond which it would be of no use.
  ///
  /// - Throws: an error on the parameter that does not know its task yet.
  func fitted(_ file: [UInt8], to output: OutputOptions, of parameter: String) throws -> [UInt8] {
    let image = try Image(source: file, of: parameter, limits: decodeLimits)
    guard let side = limits.maximumSide, max(image.width, image.height) > side else { return file }
    return try image.shrunk(toSide: side).encoded(as: ImageEncoding(output))
  }

  private func plan(_ record: JobRecord, width: Int, height: Int) throws(TaskError) -> CanvasPlan {
    switch record.geometry {
    case .edges(let edges, let autoCrop):
      do {
        return try CanvasPlan(width: width, height: height, edges: edges, autoCrop: autoCrop, limits: limits)
      } catch {
        throw TaskError(code: .invalidParameter, message: "\(error)", parameter: error.parameter)
      }
    case .frame(let frame):
      do {
        return try CanvasPlan(width: width, height: height, frame: frame)
      } catch {
        throw TaskError(code: .invalidParameter, message: "\(error)", parameter: error.parameter)
      }
    }
  }
}

/// Time since the last reading.
struct Stopwatch {
  private var last = ContinuousClock.now

  mutating func lap() -> Duration {
    let now = ContinuousClock.now
    defer { last = now }
    return now - last
  }
}
