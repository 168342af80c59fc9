/// One task of a request before its parameters are looked at: what an error needs to find its way back.
public struct TaskObject: Hashable, Sendable {
  public let fields: JSONObject

  public init(_ fields: JSONObject) {
    self.fields = fields
  }

  /// The member `taskType`, when it is a text.
  public var taskType: String? {
    guard case .string(let text)? = fields["taskType"] else { return nil }
    return text.shortened(to: 100)
  }

  /// The member `taskUUID`, when it is a text; not necessarily a UUID.
  public var taskUUID: String? {
    guard case .string(let text)? = fields["taskUUID"] else { return nil }
    return text.shortened(to: 100)
  }

  /// The task's type, when it is one of those that a face serves.
  public func taskType(among supported: [String]) throws(TaskRejection) -> String {
    let list = supported.map { "`\($0)`" }.joined(separator: ", ")
    guard let value = fields["taskType"], value != .null else {
      throw TaskRejection(
        error(.missingParameter, "taskType", "`taskType` is missing; it says what to do: \(list).", supported))
    }
    guard case .string(let type) = value, supported.contains(type) else {
      throw TaskRejection(
        error(
          .unsupportedTaskType, "taskType", "`taskType` must be one of \(list), but \(value.summary) was given.",
          supported))
    }
    return type
  }

  /// An error about this task.
  public func error(
    _ code: TaskError.Code, _ parameter: String?, _ message: String, _ allowedValues: [String] = []
  ) -> TaskError {
    TaskError(
      code: code, message: message, parameter: parameter, allowedValues: allowedValues, taskType: taskType,
      taskUUID: taskUUID)
  }
}
