package import ImageCodec
package import Raster
package import TaskSchema

extension ImageEncoding {
  /// How a task's results are encoded; a PNG of mode `fast` is larger for the time it saves, with the same pixels.
  package init(_ output: OutputOptions, isFast: Bool = false) {
    self =
      switch output.format {
      case .png: .png(isFast ? .fast : .standard)
      case .jpg: .jpeg(quality: output.quality)
      case .webp: .webp(quality: output.quality)
      }
  }

  /// Why a file of this format cannot hold a canvas; nil when it can.
  package func refusal(of canvas: Size) -> String? {
    // The engine's own limit is below that of JPEG and PNG.
    let longest = 16_383
    guard format == .webp, max(canvas.width, canvas.height) > longest else { return nil }
    return "The canvas of \(canvas) is too large for WebP, which takes \(longest) pixels a side; write a PNG."
  }

  /// Fails for a canvas that the format cannot hold, before long work is done for it.
  package func checkCanvas(of plan: CanvasPlan, parameter: String) throws(TaskError) {
    guard let refusal = refusal(of: Size(width: plan.canvasWidth, height: plan.canvasHeight)) else { return }
    throw TaskError(code: .invalidParameter, message: refusal, parameter: parameter)
  }
}
