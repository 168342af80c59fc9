/// One error in the hosted service's shape.
public struct TaskError: Error, Hashable, Sendable, Codable {
  public var code: Code

  /// What was wrong, what was given and what would be right, for people.
  public var message: String

  /// Dotted path of the parameter at fault, such as `outpaint.left`.
  public var parameter: String?

  /// What the parameter may be, where that is a list.
  public var allowedValues: [String]

  /// The task's type and identifier as the client sent them: clients find the waiting call by these.
  public var taskType: String?
  public var taskUUID: String?

  /// Whether the error answers `getResponse`, and so has a `status`.
  public var isStatusOfPoll = false

  public init(
    code: Code, message: String, parameter: String? = nil, allowedValues: [String] = [], taskType: String? = nil,
    taskUUID: String? = nil
  ) {
    self.code = code
    self.message = message
    self.parameter = parameter
    self.allowedValues = allowedValues
    self.taskType = taskType
    self.taskUUID = taskUUID
  }

  /// The error as an element of `errors`; only what is known is in it.
  public var json: JSONObject {
    var object: JSONObject = ["code": .string(code.rawValue), "message": .string(message)]
    if let parameter { object.append("parameter", .string(parameter)) }
    if !allowedValues.isEmpty { object.append("allowedValues", .array(allowedValues.map { .string($0) })) }
    if let taskType { object.append("taskType", .string(taskType)) }
    if let taskUUID { object.append("taskUUID", .string(taskUUID)) }
    if isStatusOfPoll { object.append("status", .string("error")) }
    return object
  }
}

extension TaskError {
  /// What kind of error it is; clients sort these by status and prefix.
  public enum Code: String, CaseIterable, Hashable, Sendable, Codable {
    case invalidRequest
    case missingApiKey
    case invalidApiKey
    case missingParameter
    case invalidParameter
    case invalidModel
    case unsupportedTaskType
    case unknownParameter
    case conflictTaskUUID
    case downloadFailed
    case uploadFailed
    case taskFailedOrNotFound
    case inferenceError
    case noAvailableServer
    case internalServerError

    /// The HTTP status of an answer that holds nothing but this error.
    ///
    /// Clients repeat a request on 5xx, so whatever the client has to mend is a 4xx.
    public var httpStatus: Int {
      switch self {
      case .missingApiKey, .invalidApiKey: 401
      case .taskFailedOrNotFound: 404
      case .inferenceError, .internalServerError: 500
      case .noAvailableServer: 503
      case .invalidRequest, .missingParameter, .invalidParameter, .invalidModel, .unsupportedTaskType,
        .unknownParameter, .conflictTaskUUID, .downloadFailed, .uploadFailed:
        400
      }
    }
  }
}

/// All that is wrong with one task; at least one error, and the first hundred where there are more.
public struct TaskRejection: Error, Hashable, Sendable {
  /// No person reads more, and a text of a few bytes may give thousands.
  static let mostErrors = 100

  public let errors: [TaskError]

  public init(_ error: TaskError) {
    errors = [error]
  }

  init(_ problems: [Fields.Problem], of task: TaskObject) {
    errors = problems.prefix(Self.mostErrors).map { task.error($0.code, $0.path, $0.message, $0.allowedValues) }
  }
}
