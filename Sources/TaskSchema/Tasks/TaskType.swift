/// The tasks that a server takes: `taskType`.
public enum TaskType: String, CaseIterable, Hashable, Sendable {
  case authentication
  case ping
  case imageInference
  case getResponse
  case imageUpload
  case mediaStorage
}

extension TaskObject {
  /// The task's type, when it is one that a server takes.
  public func type() throws(TaskRejection) -> TaskType {
    let name = try taskType(among: TaskType.allCases.map(\.rawValue))
    guard let type = TaskType(rawValue: name) else { preconditionFailure("the name is one of the list") }
    return type
  }
}

extension Fields {
  /// A UUID that has to be there.
  func requiredUUID(_ name: String, _ problems: inout [Problem]) -> UUIDText? {
    let what = "a UUID: 32 hexadecimal digits, grouped 8-4-4-4-12"
    require(name, what, &problems)
    guard let text = string(name, what, &problems) else { return nil }
    if let uuid = UUIDText(text) { return uuid }
    problems.append(
      Problem(
        path: path(of: name),
        message: "`\(path(of: name))` must be \(what), but \(JSONValue.string(text).summary) was given."))
    return nil
  }

  /// A picture that has to be there.
  func requiredImage(_ name: String, acceptsLocalPaths: Bool = false, _ problems: inout [Problem]) -> ImageReference? {
    let what = "a text: the UUID of an image, a URL, a data URI or base64"
    require(name, what, &problems)
    guard let text = string(name, what, &problems) else { return nil }
    do {
      return try ImageReference(text, acceptsLocalPaths: acceptsLocalPaths)
    } catch {
      problems.append(
        Problem(
          path: path(of: name),
          message: "`\(path(of: name))` must be \(what), but \(JSONValue.string(text).summary) was given: \(error)."))
      return nil
    }
  }
}
