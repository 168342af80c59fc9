import ImageCodec
import TaskExecution
import TaskSchema

/// What a task's request says apart from the task.
struct RequestContext: Hashable, Sendable {
  /// What links begin with for this client.
  var origin: String

  /// Whether nothing is to be made, only checked and priced.
  var isDryRun = false
}

/// Answers the tasks of the Runware face, over whatever they came.
struct RunwareFace: Sendable {
  let rules: RequestRules
  let queue: JobQueue
  let runner: JobRunner
  let pictures: PictureStore
  let items: ResultItems
  let sources: SourceResolver
  let sideWork: SideWork

  /// Most bytes of the store; uploads beyond are refused.
  let storeBytes: Int

  /// Takes a task up; returns before long work.
  ///
  /// - Parameter type: any but `authentication`, which is the connection's business.
  func begin(_ task: TaskObject, _ type: TaskType, _ context: RequestContext) async -> PendingAnswer {
    do {
      switch type {
      case .authentication: return .ready(Envelope())
      case .ping: return .ready(Envelope(data: [Self.pong(task)]))
      case .imageInference: return try await beginInference(task, context)
      case .getResponse: return .ready(try await poll(task, context))
      case .imageUpload: return .ready(try await upload(task, context))
      case .mediaStorage: return .ready(try await storeMedia(task, context))
      }
    } catch let rejection as TaskRejection {
      return .ready(Envelope(errors: rejection.errors))
    } catch let error as TaskError {
      return .ready(Envelope(errors: [task.error(error.code, error.parameter, error.message)]))
    } catch {
      return .ready(Envelope(errors: [task.error(.internalServerError, nil, "The server failed: \(error).")]))
    }
  }

  private func beginInference(_ task: TaskObject, _ context: RequestContext) async throws -> PendingAnswer {
    let request = try ImageInferenceRequest(task, rules: rules)
    let record = JobRecord(request, origin: context.origin)
    if context.isDryRun {
      let source = try await sources.bytes(of: request.image, parameter: "inputs.image")
      let cost = try await sideWork.run { try runner.plan(record, source: source).plan.cost }
      var item = Self.acknowledgement(request)
      item.append("cost", cost.multiplied(by: request.numberResults).json)
      return .ready(Envelope(data: [item]))
    }
    if request.deliveryMethod == .async {
      try await check(record, request)
      _ = try await queue.submit(record, source: request.image.embedded)
      return .ready(Envelope(data: [Self.acknowledgement(request)]))
    }
    return .job(record, try await queue.submit(record, source: request.image.embedded))
  }

  /// Tells what is wrong with a source before the task is acknowledged, unless it would have to be fetched.
  private func check(_ record: JobRecord, _ request: ImageInferenceRequest) async throws {
    guard let source = try sources.localFile(of: request.image, parameter: "inputs.image") else { return }
    _ = try await sideWork.run { try runner.plan(record, source: source).plan }
  }

  private static func acknowledgement(_ request: ImageInferenceRequest) -> JSONObject {
    ["taskType": .string(ImageInferenceRequest.taskType), "taskUUID": .string(request.taskUUID.text)]
  }

  static func pong(_ task: TaskObject) -> JSONObject {
    var item: JSONObject = ["taskType": .string(TaskType.ping.rawValue)]
    if let uuid = task.taskUUID { item.append("taskUUID", .string(uuid)) }
    item.append("pong", .bool(true))
    return item
  }
}
