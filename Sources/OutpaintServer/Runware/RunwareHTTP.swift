import TaskSchema

/// The Runware face over HTTP: an array of tasks in, an envelope out.
struct RunwareHTTP: Sendable {
  let face: RunwareFace
  let keys: KeyCheck

  /// Answers a POST, however long its tasks take.
  func respond(to request: HTTPRequest, origin: String) async -> HTTPResponse {
    let elements: [RequestBody.Element]
    do {
      elements = try RequestBody(decoding: request.body).elements
    } catch {
      return Self.response(Envelope(errors: [error]))
    }
    let tasks = elements.filter { !$0.isAuthentication }
    let authentications = elements.count - tasks.count
    if let error = keyError(request, elements) { return Self.response(Self.refusals(of: elements, error)) }
    if tasks.isEmpty, authentications > 0 {
      return Self.response(Envelope(data: [Self.authenticated(session: .random())]))
    }
    let context = RequestContext(origin: origin, isDryRun: request.headers["X-Runware-Dry-Run"] == "1")
    var pending: [PendingAnswer] = []
    for element in tasks { pending.append(await face.begin(element, context)) }
    var envelope = Envelope()
    var timings = JobTimings()
    // All are under way; waiting for one after the other keeps their order.
    for answer in pending {
      let (part, measured) = await answer.whole(face.items)
      envelope.data += part.data
      envelope.errors += part.errors
      timings.add(measured)
    }
    var response = Self.response(envelope)
    response.headers["Server-Timing"] = timings.header(total: ContinuousClock.now - request.start)
    return response
  }

  static func authenticated(session: UUIDText) -> JSONObject {
    [
      "taskType": .string(TaskType.authentication.rawValue), "connectionSessionUUID": .string(session.text),
    ]
  }

  private func keyError(_ request: HTTPRequest, _ elements: [RequestBody.Element]) -> TaskError? {
    if let header = request.headers["Authorization"] {
      let parts = header.split(separator: " ", maxSplits: 1)
      return keys.error(parts.count == 2 && parts[0].lowercased() == "bearer" ? parts[1].trimmed : nil)
    }
    for case .task(let task) in elements where task.isAuthentication {
      do {
        return keys.error(try AuthenticationRequest(task).apiKey)
      } catch {
        return error.errors.first
      }
    }
    return keys.error(nil)
  }

  /// The error once for each task, as clients find the waiting call by it.
  private static func refusals(of elements: [RequestBody.Element], _ error: TaskError) -> Envelope {
    Envelope(
      errors: elements.map { element in
        guard case .task(let task) = element else { return error }
        return task.error(error.code, error.parameter, error.message)
      })
  }

  private static func response(_ envelope: Envelope) -> HTTPResponse {
    var headers: HTTPHeaders = ["Content-Type": "application/json"]
    switch envelope.httpStatus {
    case 401: headers.append("WWW-Authenticate", "Bearer")
    case 503: headers.append("Retry-After", "1")
    default: break
    }
    return HTTPResponse(envelope.httpStatus, headers: headers, body: envelope.json.encodedBytes())
  }
}

extension RunwareFace {
  /// Takes an element of a request up, whatever it is.
  func begin(_ element: RequestBody.Element, _ context: RequestContext) async -> PendingAnswer {
    switch element {
    case .refused(let error): return .ready(Envelope(errors: [error]))
    case .task(let task):
      do {
        return await begin(task, try task.type(), context)
      } catch {
        return .ready(Envelope(errors: error.errors))
      }
    }
  }
}

extension RequestBody.Element {
  var isAuthentication: Bool {
    if case .task(let task) = self { return task.isAuthentication }
    return false
  }
}

extension TaskObject {
  var isAuthentication: Bool { taskType == TaskType.authentication.rawValue }
}

extension JobTimings {
  mutating func add(_ other: JobTimings) {
    wait += other.wait
    fetch += other.fetch
    decode += other.decode
    fill += other.fill
    encode += other.encode
    store += other.store
  }

  /// The header `Server-Timing` (W3C), in milliseconds.
  func header(total: Duration) -> String {
    (stages + [("total", total.milliseconds)]).map { "\($0.name);dur=\($0.milliseconds.threeDecimals)" }
      .joined(separator: ", ")
  }
}
