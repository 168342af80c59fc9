package import ImageCodec
package import Raster
package import TaskSchema

/// A source, cut as its plan says, and how far it grows: what is left is to make pictures of it.
package struct PlannedPicture: Sendable {
  package let source: Image
  package let edges: EdgeAmounts
  package let plan: CanvasPlan
  package let encoding: ImageEncoding

  /// Decodes and plans the picture of a request.
  ///
  /// - Parameter bytes: the file of `inputs.image`.
  /// - Throws: an error that does not know its task yet.
  package init(
    _ request: ImageInferenceRequest, bytes: [UInt8], limits: CanvasLimits,
    decodeLimits: DecodeLimits = .standard
  ) throws(TaskError) {
    let image = try Image(source: bytes, of: "inputs.image", limits: decodeLimits)
    let plan: CanvasPlan
    do {
      plan = try CanvasPlan(
        width: image.width, height: image.height, edges: request.edges, autoCrop: request.autoCrop, limits: limits)
    } catch {
      throw TaskError(code: .invalidParameter, message: "\(error)", parameter: error.parameter)
    }
    let encoding = ImageEncoding(request.output, isFast: request.mode == .fast)
    try encoding.checkCanvas(of: plan, parameter: "outpaint")
    self.init(image, plan: plan, encoding: encoding)
  }

  /// - Precondition: `plan` was made for a source of the image's size.
  package init(_ image: Image, plan: CanvasPlan, encoding: ImageEncoding) {
    self.plan = plan
    self.encoding = encoding
    source = image.cropped(to: Rect(x: plan.crop.x, y: plan.crop.y, width: plan.crop.width, height: plan.crop.height))
    edges = EdgeAmounts(
      left: plan.edges.left, right: plan.edges.right, top: plan.edges.top, bottom: plan.edges.bottom)
  }

  /// Pixels that the source does not have.
  package var newPixels: Int { plan.canvasWidth * plan.canvasHeight - source.size.area }

  /// Makes one picture, and returns its file.
  ///
  /// - Throws: a `TaskError` that does not know its task for a refusal, and whatever else went wrong.
  package func encoded(
    with settings: Engine.Settings, by engine: Engine, _ report: (Engine.Step) -> Void = { _ in }
  ) throws -> [UInt8] {
    try filled(with: settings, by: engine, report).encoded(as: encoding, bands: settings.bands)
  }

  /// Makes one picture.
  ///
  /// - Throws: as ``encoded(with:by:_:)``.
  package func filled(
    with settings: Engine.Settings, by engine: Engine, _ report: (Engine.Step) -> Void = { _ in }
  ) throws -> Image {
    do {
      return try engine.expand(source, edges, settings, report)
    } catch let refusal as Engine.Refusal {
      throw TaskError(code: .invalidParameter, message: refusal.message, parameter: "outpaint")
    }
  }
}

extension Image {
  /// Decodes a task's source.
  ///
  /// - Throws: an error on the parameter that does not know its task yet.
  package init(source bytes: [UInt8], of parameter: String, limits: DecodeLimits = .standard) throws(TaskError) {
    do {
      try self.init(decoding: bytes, limits: limits)
    } catch {
      throw TaskError(code: .invalidParameter, message: "`\(parameter)`: \(error)", parameter: parameter)
    }
  }
}
