/// A valid task of type `mediaStorage`.
public struct MediaStorageRequest: Hashable, Sendable {
  public enum Operation: String, CaseIterable, Hashable, Sendable {
    case upload
    case delete
  }

  /// What is to be done, with what.
  public enum Action: Hashable, Sendable {
    case upload(ImageReference)
    case delete(UUIDText)
  }

  public var taskUUID: UUIDText
  public var action: Action

  public init(_ task: TaskObject) throws(TaskRejection) {
    var problems: [Fields.Problem] = []
    let fields = Fields(task.fields)
    let uuid = fields.requiredUUID("taskUUID", &problems)
    fields.require("operation", "\"upload\" or \"delete\"", &problems)
    let operation: Operation? = fields.choice("operation", &problems)
    let action: Action? =
      switch operation {
      case .upload: fields.requiredImage("media", &problems).map { .upload($0) }
      case .delete: fields.requiredUUID("media", &problems).map { .delete($0) }
      case nil: nil
      }
    guard let uuid, let action else { throw TaskRejection(problems, of: task) }
    taskUUID = uuid
    self.action = action
  }

  /// The item that answers it.
  ///
  /// - Parameter url: the link; nil for what was deleted.
  public func item(mediaUUID: UUIDText, url: String?) -> JSONObject {
    var item: JSONObject = [
      "taskType": .string(TaskType.mediaStorage.rawValue), "taskUUID": .string(taskUUID.text),
      "operation": .string((url == nil ? Operation.delete : .upload).rawValue), "mediaUUID": .string(mediaUUID.text),
    ]
    if let url { item.append("mediaURL", .string(url)) }
    return item
  }
}
