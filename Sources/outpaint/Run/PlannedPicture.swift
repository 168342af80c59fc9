import ImageCodec
import Raster
import TaskSchema

/// A request's source, cut as its plan says, and how far it grows: what is left is to make pictures of it.
struct PlannedPicture: Sendable {
  let source: Image
  let edges: EdgeAmounts
  let plan: CanvasPlan
  let format: PictureFormat

  /// - Parameter bytes: the file of `inputs.image`.
  /// - Throws: an error that does not know its task yet.
  init(_ request: ImageInferenceRequest, bytes: [UInt8], limits: CanvasLimits) throws(TaskError) {
    let image: Image
    do {
      image = try Image(decoding: bytes)
    } catch {
      throw TaskError(code: .invalidParameter, message: "`inputs.image`: \(error)", parameter: "inputs.image")
    }
    do {
      plan = try CanvasPlan(
        width: image.width, height: image.height, edges: request.edges, autoCrop: request.autoCrop, limits: limits)
    } catch {
      throw TaskError(code: .invalidParameter, message: "\(error)", parameter: error.parameter)
    }
    source = image.cropped(to: Rect(x: plan.crop.x, y: plan.crop.y, width: plan.crop.width, height: plan.crop.height))
    edges = EdgeAmounts(
      left: plan.edges.left, right: plan.edges.right, top: plan.edges.top, bottom: plan.edges.bottom)
    format = PictureFormat(request.output, isFast: request.mode == .fast)
    do {
      try format.check(Size(width: plan.canvasWidth, height: plan.canvasHeight))
    } catch {
      throw TaskError(code: .invalidParameter, message: error.message, parameter: "outpaint")
    }
  }

  /// Pixels that the source does not have.
  var newPixels: Int { plan.canvasWidth * plan.canvasHeight - source.size.area }

  /// Makes one picture, and returns its file.
  ///
  /// - Throws: a `TaskError` that does not know its task for a refusal, and whatever else went wrong.
  func encoded(
    with settings: Engine.Settings, by engine: Engine, _ report: (Engine.Step) -> Void = { _ in }
  ) throws -> [UInt8] {
    do {
      return try engine.expand(source, edges, settings, report).encoded(as: format.encoding)
    } catch let refusal as Engine.Refusal {
      throw TaskError(code: .invalidParameter, message: refusal.message, parameter: "outpaint")
    }
  }
}
