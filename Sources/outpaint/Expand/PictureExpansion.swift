import ImageCodec
import Raster
import TaskExecution

/// A picture, how far it grows, and how the result is written.
struct PictureExpansion {
  let name: String
  let source: Image
  let edges: EdgeAmounts
  let format: PictureFormat

  /// Time of what was done so far: decoding.
  private let watch: Stopwatch

  /// - Parameters:
  ///   - name: what messages call the picture.
  ///   - bytes: its file.
  init(name: String, bytes: [UInt8], geometry: CanvasGeometry, format: PictureFormat) throws(CommandFailure) {
    var watch = Stopwatch()
    do {
      source = try Image(decoding: bytes)
    } catch {
      throw CommandFailure(.badInput, "\(name): \(error)")
    }
    watch.ended("decode")
    self.watch = watch
    self.name = name
    self.format = format
    edges = try geometry.edges(for: source.size)
    try format.check(edges.canvasSize(for: source.size))
  }

  /// Whether the source already fills its canvas.
  var addsNothing: Bool { edges.isZero }

  /// Makes one picture and puts it where it belongs.
  ///
  /// - Parameter isTimed: whether a table of the time that each stage took follows.
  func make(
    with settings: Engine.Settings, by engine: Engine = .outpainter, at destination: OutputNames.Destination,
    progress style: ProgressPrinter.Style, isTimed: Bool = false
  ) throws(CommandFailure) {
    let start = ContinuousClock.now
    var watch = watch
    watch.resume()
    let progress = ProgressPrinter(
      label: "\(name.split(separator: "/").last ?? ""), seed \(settings.seed)", style: style)
    defer { progress.finish() }
    let image = try expanded(with: settings, by: engine) { step in
      watch.ended(step.name, level: step.level)
      progress.report(step.fractionCompleted)
    }
    let bytes = try encoded(image, with: settings)
    watch.ended("encode")
    let place: String
    switch destination {
    case .standardOutput:
      try StandardOutput.write(bytes)
      place = "standard output"
    case .file(let path):
      try OutputFile.write(bytes, to: path)
      place = path
    }
    watch.ended("write")
    progress.finish()
    let canvas = edges.canvasSize(for: source.size)
    if style != .silent {
      let time = (ContinuousClock.now - start).inSeconds
      StandardError.write("\(place): \(source.size) -> \(canvas), seed \(settings.seed), \(time)\n")
    }
    if isTimed {
      StandardError.write(
        "\(TimingTable(times: watch.times, newPixels: canvas.area - source.size.area, peakMemory: ProcessMemory.peak))")
    }
  }

  /// The grown picture.
  func expanded(
    with settings: Engine.Settings, by engine: Engine, _ report: (Engine.Step) -> Void = { _ in }
  ) throws(CommandFailure) -> Image {
    do {
      return try engine.expand(source, edges, settings, report)
    } catch let refusal as Engine.Refusal {
      throw CommandFailure(.badInput, "\(name): \(refusal.message)")
    } catch {
      throw CommandFailure(.engineFailed, "\(name): \(error)")
    }
  }

  /// The file of a grown picture.
  func encoded(_ image: Image, with settings: Engine.Settings) throws(CommandFailure) -> [UInt8] {
    do {
      return try image.encoded(as: format.encoding, bands: settings.bands)
    } catch {
      throw CommandFailure(.engineFailed, "\(name): \(error)")
    }
  }
}
