import Foundation
import ImageCodec
import Raster
import TaskSchema

/// Answers requests, one task after the other.
struct TaskRunner {
  /// What came of a request.
  struct Report {
    var envelope = Envelope()

    /// How the process ends; nil when all went well.
    var status: ExitStatus?

    /// The answer as it is printed.
    var text: String { envelope.json.encoded(.indented) + "\n" }
  }

  /// What the options of `outpaint run` say.
  struct Options: Hashable, Sendable {
    var assets: String?
    var outputDir: String
    var maximumSide: Int? = 2048
    var isStrict = false
    var threads: Int?
  }

  private let engine: Engine
  private let limits: CanvasLimits
  private let rules: RequestRules
  private let images: ImageResolver
  private let pictures: PictureFolder
  private let threads: Int?
  private let progress: ProgressPrinter.Style

  /// - Throws: a failure when a folder is missing or cannot be made.
  init(
    _ options: Options, engine: Engine = .outpainter, progress: ProgressPrinter.Style = .silent
  ) throws(CommandFailure) {
    if let assets = options.assets, FileKind(at: assets) != .folder {
      throw CommandFailure(.noInput, "There is no folder \(assets) to take assets from.")
    }
    pictures = try PictureFolder(path: options.outputDir)
    images = ImageResolver(assets: options.assets, results: options.outputDir)
    limits = CanvasLimits(maximumSide: options.maximumSide)
    rules = RequestRules(acceptsLocalPaths: true, refusesUnknownParameters: options.isStrict)
    threads = options.threads
    self.engine = engine
    self.progress = progress
  }

  /// Answers a whole request; a task that fails does not keep the others from being run.
  func run(_ body: [UInt8]) -> Report {
    var report = Report()
    do {
      let elements = try RequestBody(decoding: body).elements
      var taken: Set<UUIDText> = []
      for (index, element) in elements.enumerated() {
        let label = elements.count == 1 ? "" : "task \(index + 1) of \(elements.count), "
        switch element {
        case .refused(let error): report.add(error)
        case .task(let task): run(task, label, &taken, &report)
        }
      }
    } catch {
      report.add(error)
    }
    return report
  }

  private func run(_ task: TaskObject, _ label: String, _ taken: inout Set<UUIDText>, _ report: inout Report) {
    do {
      let request = try ImageInferenceRequest(task, rules: rules)
      guard taken.insert(request.taskUUID).inserted else {
        report.add(
          task.error(.conflictTaskUUID, "taskUUID", "`taskUUID` \(request.taskUUID) is that of an earlier task."))
        return
      }
      warnOfCalls(request)
      try run(request, label, &report)
    } catch let rejection as TaskRejection {
      for error in rejection.errors { report.add(error) }
    } catch let failure as CommandFailure {
      report.add(task.error(.internalServerError, nil, failure.message), status: failure.status)
    } catch let error as TaskError {
      report.add(task.error(error.code, error.parameter, error.message))
    } catch {
      report.add(task.error(.inferenceError, nil, "The engine failed: \(error)."))
    }
  }

  private func run(_ request: ImageInferenceRequest, _ label: String, _ report: inout Report) throws {
    let image = try decode(images.bytes(of: request.image))
    let plan = try plan(request, for: image.size)
    let crop = plan.crop
    let source = image.cropped(to: Rect(x: crop.x, y: crop.y, width: crop.width, height: crop.height))
    let edges = EdgeAmounts(
      left: plan.edges.left, right: plan.edges.right, top: plan.edges.top, bottom: plan.edges.bottom)
    let format = PictureFormat(request.output, isFast: request.mode == .fast)
    try check(format, plan)

    var generator = SystemRandomNumberGenerator()
    for seed in request.seeds(using: &generator) {
      let start = ContinuousClock.now
      let printer = ProgressPrinter(label: "\(label)seed \(seed)", style: progress)
      defer { printer.finish() }
      let bytes = try make(
        source, edges, Engine.Settings(seed: seed, isFast: request.mode == .fast, threads: threads), format, printer)
      let uuid = UUIDText.random()
      let url = try pictures.store(bytes, as: uuid, request.output.format)
      report.envelope.data.append(
        ResultItem(
          taskUUID: request.taskUUID, imageUUID: uuid,
          picture: ResultItem.Picture(bytes, as: request.output, url: url), seed: seed,
          cost: request.includeCost ? plan.cost : nil
        ).json)
      printer.finish()
      if progress != .silent {
        let time = (ContinuousClock.now - start).inSeconds
        StandardError.write(
          "\(label)seed \(seed): \(source.size) -> \(plan.canvasWidth)×\(plan.canvasHeight), \(time)\n")
      }
    }
  }

  private func decode(_ bytes: [UInt8]) throws(TaskError) -> Image {
    do {
      return try Image(decoding: bytes)
    } catch {
      throw TaskError(code: .invalidParameter, message: "`inputs.image`: \(error)", parameter: "inputs.image")
    }
  }

  private func plan(_ request: ImageInferenceRequest, for size: Size) throws(TaskError) -> CanvasPlan {
    do {
      return try CanvasPlan(
        width: size.width, height: size.height, edges: request.edges, autoCrop: request.autoCrop, limits: limits)
    } catch {
      throw TaskError(code: .invalidParameter, message: "\(error)", parameter: error.parameter)
    }
  }

  private func check(_ format: PictureFormat, _ plan: CanvasPlan) throws(TaskError) {
    do {
      try format.check(Size(width: plan.canvasWidth, height: plan.canvasHeight))
    } catch {
      throw TaskError(code: .invalidParameter, message: error.message, parameter: "outpaint")
    }
  }

  private func make(
    _ source: Image, _ edges: EdgeAmounts, _ settings: Engine.Settings, _ format: PictureFormat,
    _ printer: ProgressPrinter
  ) throws -> [UInt8] {
    do {
      let image = try engine.expand(source, edges, settings) { printer.report($0.fractionCompleted) }
      return try image.encoded(as: format.encoding)
    } catch let refusal as Engine.Refusal {
      throw TaskError(code: .invalidParameter, message: refusal.message, parameter: "outpaint")
    }
  }

  private func warnOfCalls(_ request: ImageInferenceRequest) {
    for (name, address) in [("webhookURL", request.webhookURL), ("uploadEndpoint", request.uploadEndpoint)] {
      if let address { StandardError.warn("`\(name)` \(address.shortened(to: 100)) is not contacted.") }
    }
  }
}

extension TaskRunner.Report {
  /// Adds an error; of several reasons to fail, a full disk outweighs our own failure, and that the client's.
  mutating func add(_ error: TaskError, status: ExitStatus? = nil) {
    envelope.errors.append(error)
    let new = status ?? (error.code.httpStatus >= 500 ? .engineFailed : .badInput)
    self.status = self.status.map { new.rawValue > $0.rawValue ? new : $0 } ?? new
  }
}
