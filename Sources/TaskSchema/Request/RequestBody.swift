/// The tasks of a request: a JSON array of objects, or one object alone.
public struct RequestBody: Hashable, Sendable {
  /// One element; a wrong one does not spoil the others.
  public enum Element: Hashable, Sendable {
    case task(TaskObject)
    case refused(TaskError)
  }

  public let elements: [Element]

  /// Whether the body was a bare object instead of an array.
  public let isBareObject: Bool

  /// Most tasks of a request; each may give an answer of its own that is longer than itself.
  public static let mostTasks = 10_000

  /// Reads a body; tasks keep their order.
  ///
  /// - Parameter bytes: JSON in UTF-8.
  /// - Throws: `invalidRequest` when the body is not JSON, or neither an object nor an array of 1 to ``mostTasks`` elements.
  public init(decoding bytes: [UInt8]) throws(TaskError) {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw TaskError(code: .invalidRequest, message: "The request is not valid JSON; \(error).")
    }
    try self.init(value)
  }

  private init(_ value: JSONValue) throws(TaskError) {
    switch value {
    case .object(let fields):
      isBareObject = true
      elements = [.task(TaskObject(fields))]
    case .array(let values) where values.count > Self.mostTasks:
      throw TaskError(
        code: .invalidRequest,
        message:
          "The request holds \(values.count) tasks; it may hold at most \(Self.mostTasks). Send several requests.")
    case .array(let values) where !values.isEmpty:
      isBareObject = false
      elements = values.enumerated().map { index, value in
        if case .object(let fields) = value { return .task(TaskObject(fields)) }
        return .refused(
          TaskError(
            code: .invalidRequest,
            message: "Every task must be an object, but task \(index + 1) of the array is \(value.summary)."))
      }
    case .array:
      throw TaskError(code: .invalidRequest, message: "The request is an empty array; it must hold at least one task.")
    default:
      throw TaskError(
        code: .invalidRequest, message: "The request must be an array of tasks, but \(value.summary) was given.")
    }
  }
}
