/// A valid task of type `authentication`.
public struct AuthenticationRequest: Hashable, Sendable {
  public var apiKey: String

  /// A session to go on with, after a connection was lost.
  public var connectionSessionUUID: UUIDText?

  /// - Throws: `missingApiKey` for a task without a key.
  public init(_ task: TaskObject) throws(TaskRejection) {
    var problems: [Fields.Problem] = []
    let fields = Fields(task.fields)
    let key = fields.string("apiKey", "a text", &problems)
    let session = fields.string("connectionSessionUUID", "a UUID", &problems)
    if !problems.isEmpty { throw TaskRejection(problems, of: task) }
    guard let key, !key.isEmpty else {
      throw TaskRejection(task.error(.missingApiKey, "apiKey", "`apiKey` is missing; it must be a key, not empty."))
    }
    apiKey = key
    connectionSessionUUID = session.flatMap { UUIDText($0) }
  }
}
