import ImageCodec
import Raster

/// A picture, how far it grows, and how the result is written.
struct PictureExpansion {
  let name: String
  let source: Image
  let edges: EdgeAmounts
  let format: PictureFormat

  /// - Parameters:
  ///   - name: what messages call the picture.
  ///   - bytes: its file.
  init(name: String, bytes: [UInt8], geometry: CanvasGeometry, format: PictureFormat) throws(CommandFailure) {
    do {
      source = try Image(decoding: bytes)
    } catch {
      throw CommandFailure(.badInput, "\(name): \(error)")
    }
    self.name = name
    self.format = format
    edges = try geometry.edges(for: source.size)
    try format.check(edges.canvasSize(for: source.size))
  }

  /// Whether the source already fills its canvas.
  var addsNothing: Bool { edges.isZero }

  /// Makes one picture and puts it where it belongs.
  func make(
    with settings: Engine.Settings, by engine: Engine = .outpainter, at destination: OutputNames.Destination,
    progress style: ProgressPrinter.Style
  ) throws(CommandFailure) {
    let start = ContinuousClock.now
    let progress = ProgressPrinter(
      label: "\(name.split(separator: "/").last ?? ""), seed \(settings.seed)", style: style)
    defer { progress.finish() }
    let bytes = try expanded(with: settings, by: engine, progress)
    let place: String
    switch destination {
    case .standardOutput:
      try StandardOutput.write(bytes)
      place = "standard output"
    case .file(let path):
      try OutputFile.write(bytes, to: path)
      place = path
    }
    if style == .silent { return }
    progress.finish()
    let time = (ContinuousClock.now - start).inSeconds
    StandardError.write(
      "\(place): \(source.size) -> \(edges.canvasSize(for: source.size)), seed \(settings.seed), \(time)\n")
  }

  private func expanded(
    with settings: Engine.Settings, by engine: Engine, _ progress: ProgressPrinter
  ) throws(CommandFailure) -> [UInt8] {
    do {
      return try engine.expand(source, edges, settings, progress.report).encoded(as: format.encoding)
    } catch let refusal as Engine.Refusal {
      throw CommandFailure(.badInput, "\(name): \(refusal.message)")
    } catch {
      throw CommandFailure(.engineFailed, "\(name): \(error)")
    }
  }
}
