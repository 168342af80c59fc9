import TaskSchema
import Testing

@Suite struct RequestBodyTests {
  private func body(_ text: String) throws -> RequestBody { try RequestBody(decoding: Array(text.utf8)) }

  @Test func `an array holds tasks in their order`() throws {
    let body = try body(#"[{"taskUUID":"a"},{"taskUUID":"b"}]"#)
    #expect(!body.isBareObject)
    #expect(
      body.elements.map { element -> String? in
        guard case .task(let task) = element else { return nil }
        return task.taskUUID
      } == ["a", "b"])
  }

  @Test func `a bare object is a request of one task`() throws {
    let body = try body(taskText())
    #expect(body.isBareObject)
    #expect(body.elements.count == 1)
  }

  @Test func `an element that is no object does not spoil the others`() throws {
    let body = try body("[7, \(taskText())]")
    #expect(
      body.elements.first
        == .refused(
          TaskError(code: .invalidRequest, message: "Every task must be an object, but task 1 of the array is 7.")))
    guard case .task(let task)? = body.elements.last else {
      Issue.record("the second element is a task")
      return
    }
    #expect(errors(task).isEmpty)
  }

  @Test(arguments: [
    ("[", "The request is not valid JSON; line 1, column 2: a value is expected, but the end of the text was found."),
    ("[]", "The request is an empty array; it must hold at least one task."),
    ("\"hello\"", "The request must be an array of tasks, but \"hello\" was given."),
    ("null", "The request must be an array of tasks, but null was given."),
  ]) func `other bodies are refused as a whole`(text: String, message: String) {
    let error = #expect(throws: TaskError.self) { try body(text) }
    #expect(error == TaskError(code: .invalidRequest, message: message))
    #expect(error?.code.httpStatus == 400)
  }

  @Test func `a request of more tasks than are taken is refused as a whole`() throws {
    let tasks = [String](repeating: "{}", count: RequestBody.mostTasks)
    #expect(try body("[" + tasks.joined(separator: ",") + "]").elements.count == RequestBody.mostTasks)
    let error = #expect(throws: TaskError.self) { try body("[{}," + tasks.joined(separator: ",") + "]") }
    #expect(
      error?.message == "The request holds 10001 tasks; it may hold at most 10000. Send several requests.")
  }

  @Test func `of a thousand problems the first hundred are told`() throws {
    let names = (0..<1000).map { "\"x\($0)\":1" }.joined(separator: ",")
    let task = try task(text: "{\"taskType\":\"imageInference\",\(names)}")
    let found = errors(task, rules: RequestRules(refusesUnknownParameters: true))
    #expect(found.count == 100)
    #expect(found.first?.parameter == "taskUUID")
  }

  @Test func `the task type decides who reads a task`() throws {
    let ping = try task(text: #"{"taskType":"ping","taskUUID":"x"}"#)
    #expect(try ping.taskType(among: ["imageInference", "ping"]) == "ping")
    let refused = #expect(throws: TaskRejection.self) { try ping.taskType(among: ["imageInference"]) }
    #expect(
      refused?.errors == [
        TaskError(
          code: .unsupportedTaskType,
          message: "`taskType` must be one of `imageInference`, but \"ping\" was given.", parameter: "taskType",
          allowedValues: ["imageInference"], taskType: "ping", taskUUID: "x")
      ])
    let missing = #expect(throws: TaskRejection.self) {
      try task(text: #"{"taskUUID":"x"}"#).taskType(among: ["imageInference"])
    }
    #expect(missing?.errors.map(\.code) == [.missingParameter])
    #expect(missing?.errors.first?.taskUUID == "x")
  }
}
