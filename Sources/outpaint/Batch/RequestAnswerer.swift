import Raster
import TaskExecution
import TaskSchema

/// Answers lines that hold requests.
///
/// A picture's name, and the seed of a request without one, follow from the request alone. So a picture that lies in
/// the folder under its name is done, whoever made it, and no other state is kept.
struct RequestAnswerer: LineAnswerer {
  private let engine: Engine
  private let limits: CanvasLimits
  private let rules: RequestRules
  private let images: ImageResolver
  private let pictures: PictureStore
  private let budget: MemoryBudget
  private let claims = Claims()

  init(_ options: RequestOptions, outputDir: String, budget: MemoryBudget, engine: Engine) throws(CommandFailure) {
    if let assets = options.assets, FileKind(at: assets) != .folder {
      throw CommandFailure(.noInput, "There is no folder \(assets) to take assets from.")
    }
    pictures = try PictureStore(path: outputDir)
    images = ImageResolver(assets: options.assets, results: outputDir)
    limits = CanvasLimits(maximumSide: options.maximumSide)
    rules = RequestRules(acceptsLocalPaths: true, refusesUnknownParameters: options.strict)
    self.budget = budget
    self.engine = engine
  }

  func finish() { pictures.removeLeftovers() }

  func answer(_ line: BatchLine) throws(CommandFailure) -> BatchAnswer {
    var answer = BatchAnswer(to: line)
    do {
      for element in try RequestBody(decoding: line.bytes).elements {
        switch element {
        case .refused(let error): answer.add(error)
        case .task(let task): try self.answer(task, line, &answer)
        }
      }
    } catch let error as TaskError {
      answer.add(error)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.engineFailed, "Line \(line.number): \(error)")
    }
    return answer
  }

  private func answer(_ task: TaskObject, _ line: BatchLine, _ answer: inout BatchAnswer) throws(CommandFailure) {
    do {
      var request = try ImageInferenceRequest(task, rules: rules)
      if request.seed == nil { request.seed = request.derivedSeed }
      let results = request.results(maximumSide: limits.maximumSide)
      // A line that comes twice is made once, even when both are in work.
      try claims.holding(results.map(\.name)) { try self.answer(request, results, line, &answer) }
    } catch let rejection as TaskRejection {
      for error in rejection.errors { answer.add(error) }
    } catch let error as TaskError {
      answer.add(task.error(error.code, error.parameter, error.message))
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      answer.add(task.error(.inferenceError, nil, "The engine failed: \(error)."))
    }
  }

  private func answer(
    _ request: ImageInferenceRequest, _ results: [RequestResult], _ line: BatchLine, _ answer: inout BatchAnswer
  ) throws {
    // The price depends on the size of the source.
    if !request.includeCost && results.allSatisfy({ pictures.holds($0.name) }) {
      for result in results { try add(result, of: request, bytes: nil, cost: nil, to: &answer) }
      answer.found += results.count
      return
    }
    let file = try images.bytes(of: request.image)
    let need = need(of: request, file: file)
    if let refusal = budget.refusal(of: need) {
      throw TaskError(code: .invalidParameter, message: refusal, parameter: "outpaint")
    }
    try budget.withRoom(for: need, isLast: line.isLast) { threads in
      let picture = try PlannedPicture(request, bytes: file, limits: limits)
      let cost = request.includeCost ? picture.plan.cost : nil
      for result in results {
        if pictures.holds(result.name) {
          try add(result, of: request, bytes: nil, cost: cost, to: &answer)
          answer.found += 1
          continue
        }
        let settings = Engine.Settings(seed: result.seed, isFast: request.mode == .fast, threads: threads)
        let bytes = try picture.encoded(with: settings, by: engine)
        try pictures.store(bytes, as: result.name)
        try add(result, of: request, bytes: bytes, cost: cost, to: &answer)
        answer.made += 1
        answer.newPixels += picture.newPixels
      }
    }
  }

  /// About how many bytes it takes to answer; too few for what is no picture, which takes none.
  private func need(of request: ImageInferenceRequest, file: [UInt8]) -> Int {
    guard let size = PictureHeader.size(of: file) else { return file.count }
    let (width, height) = (request.edges.left + request.edges.right, request.edges.top + request.edges.bottom)
    // Stored on its side, the picture grows the other way.
    var canvas = max((size.width + width) * (size.height + height), (size.height + width) * (size.width + height))
    if let side = limits.maximumSide { canvas = min(canvas, side * side) }
    return MemoryBudget.need(file: file.count, source: size.area, canvas: canvas)
  }

  /// Adds a picture, whose bytes are read from its file where they are not at hand.
  private func add(
    _ result: RequestResult, of request: ImageInferenceRequest, bytes: [UInt8]?, cost: Cost?,
    to answer: inout BatchAnswer
  ) throws(CommandFailure) {
    let url = pictures.address(of: result.name)
    let picture: ResultItem.Picture
    if request.output.type == .url {
      picture = .url(url)
    } else if let bytes {
      picture = ResultItem.Picture(bytes, as: request.output, url: url)
    } else {
      picture = ResultItem.Picture(try pictures.bytes(of: result.name), as: request.output, url: url)
    }
    answer.data.append(
      ResultItem(
        taskUUID: request.taskUUID, imageUUID: result.imageUUID, picture: picture, seed: result.seed, cost: cost
      ).json)
  }
}

extension BatchAnswer {
  mutating func add(_ error: TaskError) { add(error.json, ExitStatus(error)) }
}
