@testable import TaskSchema

/// Requests as they come in a file, a line of a batch, or a body: JSON, tasks, and what each of them asks for.
enum RequestDoor {
  /// What faces allow and refuse.
  private static let rules = [
    RequestRules(), RequestRules(acceptsLocalPaths: true, refusesUnknownParameters: true),
  ]

  /// Most bytes of a message, which quotes what was given only in part.
  private static let longestMessage = 2000

  static func take(_ input: [UInt8]) {
    survivesJSON(input)
    let elements: [RequestBody.Element]
    do {
      elements = try RequestBody(decoding: input).elements
    } catch {
      return check([error])
    }
    for element in elements {
      switch element {
      case .refused(let error): check([error])
      case .task(let task): read(task)
      }
    }
  }

  private static func survivesJSON(_ input: [UInt8]) {
    guard let value = try? JSONValue(parsing: input) else { return }
    for layout in [JSONValue.Layout.compact, .indented] {
      let text = Array(value.encoded(layout).utf8)
      // Names that were given more than once are written once, so the text is compared, not the value.
      let again = (try? JSONValue(parsing: text))?.encoded(layout)
      demand(again.map { Array($0.utf8) } == text, "JSON that was written reads the same")
    }
  }

  private static func read(_ task: TaskObject) {
    attempt { () throws(TaskRejection) in _ = try task.type() }
    attempt { () throws(TaskRejection) in _ = try AuthenticationRequest(task) }
    attempt { () throws(TaskRejection) in _ = try GetResponseRequest(task) }
    attempt { () throws(TaskRejection) in _ = try ImageUploadRequest(task) }
    attempt { () throws(TaskRejection) in _ = try MediaStorageRequest(task) }
    for rule in rules {
      attempt { () throws(TaskRejection) in plan(try ImageInferenceRequest(task, rules: rule)) }
    }
    do {
      let request = try BFLRequest(task.fields)
      _ = try? CanvasPlan(width: 100, height: 70, frame: request.frame)
    } catch {
      for detail in error.details { demand(!detail.message.isEmpty, "an error says something") }
      _ = error.json.encoded()
    }
  }
}

extension RequestDoor {
  /// Takes what a valid request says as far as it goes without a picture.
  private static func plan(_ request: ImageInferenceRequest) {
    var random = SystemRandomNumberGenerator()
    let seeds = request.seeds(using: &random)
    demand(seeds.count == request.numberResults && seeds.allSatisfy { $0 > 0 }, "every result has a seed")
    do throws(CanvasError) {
      let plan = try CanvasPlan(width: 1000, height: 700, edges: request.edges, autoCrop: request.autoCrop)
      demand(max(plan.canvasWidth, plan.canvasHeight) <= 2048, "a canvas keeps to the limits")
      _ = plan.cost
    } catch {
      demand(!"\(error)".isEmpty, "an error says something")
    }
  }

  private static func attempt(_ body: () throws(TaskRejection) -> Void) {
    do {
      try body()
    } catch {
      demand(!error.errors.isEmpty, "a rejection has a reason")
      check(error.errors)
    }
  }

  private static func check(_ errors: [TaskError]) {
    for error in errors {
      demand((1...longestMessage).contains(error.message.utf8.count), "a message says something, and not too much")
      demand(error.code.httpStatus < 500, "a wrong request is the client's mistake")
      let text = JSONValue.object(error.json).encoded()
      demand((try? JSONValue(parsing: Array(text.utf8))) != nil, "an error is JSON")
    }
  }
}
