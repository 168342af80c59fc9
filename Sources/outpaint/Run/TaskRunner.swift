import Foundation
import Raster
import TaskExecution
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
    let picture = try PlannedPicture(request, bytes: images.bytes(of: request.image), limits: limits)
    var generator = SystemRandomNumberGenerator()
    for seed in request.seeds(using: &generator) {
      let start = ContinuousClock.now
      let printer = ProgressPrinter(label: "\(label)seed \(seed)", style: progress)
      defer { printer.finish() }
      let settings = Engine.Settings(seed: seed, isFast: request.mode == .fast, threads: threads)
      let bytes = try picture.encoded(with: settings, by: engine) { printer.report($0.fractionCompleted) }
      let uuid = UUIDText.random()
      let url = try pictures.store(bytes, as: uuid, request.output.format)
      report.envelope.data.append(
        ResultItem(
          taskUUID: request.taskUUID, imageUUID: uuid,
          picture: ResultItem.Picture(bytes, as: request.output, url: url), seed: seed,
          cost: request.includeCost ? picture.plan.cost : nil
        ).json)
      printer.finish()
      if progress != .silent {
        let plan = picture.plan
        let time = (ContinuousClock.now - start).inSeconds
        StandardError.write(
          "\(label)seed \(seed): \(picture.source.size) -> \(plan.canvasWidth)×\(plan.canvasHeight), \(time)\n")
      }
    }
  }

  private func warnOfCalls(_ request: ImageInferenceRequest) {
    for (name, address) in [("webhookURL", request.webhookURL), ("uploadEndpoint", request.uploadEndpoint)] {
      if let address { StandardError.warn("`\(name)` \(address.shortened(to: 100)) is not contacted.") }
    }
  }
}

extension TaskRunner.Report {
  /// Adds an error.
  mutating func add(_ error: TaskError, status: ExitStatus? = nil) {
    envelope.errors.append(error)
    self.status = (status ?? ExitStatus(error)).orGraver(self.status)
  }
}
