/// An answer: the items of tasks that succeeded and the errors of those that failed.
public struct Envelope: Hashable, Sendable {
  /// Items in the order of the tasks.
  public var data: [JSONObject]
  public var errors: [TaskError]

  public init(data: [JSONObject] = [], errors: [TaskError] = []) {
    self.data = data
    self.errors = errors
  }

  /// `data`, `errors`, or both.
  ///
  /// An empty `errors` must not be sent: a client takes the mere presence of that name for a failure.
  public var json: JSONValue {
    var object = JSONObject()
    if !data.isEmpty || errors.isEmpty { object.append("data", .array(data.map { .object($0) })) }
    if !errors.isEmpty { object.append("errors", .array(errors.map { .object($0.json) })) }
    return .object(object)
  }

  /// The HTTP status: 200 when anything succeeded, otherwise the gravest of the errors.
  ///
  /// A poll that learns of a failure succeeded itself: clients repeat requests on 5xx.
  public var httpStatus: Int {
    if !data.isEmpty || errors.contains(where: \.isStatusOfPoll) { return 200 }
    return errors.map(\.code.httpStatus).max() ?? 200
  }
}
