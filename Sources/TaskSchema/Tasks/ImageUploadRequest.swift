/// A valid task of type `imageUpload`.
public struct ImageUploadRequest: Hashable, Sendable {
  public var taskUUID: UUIDText
  public var image: ImageReference

  public init(_ task: TaskObject) throws(TaskRejection) {
    var problems: [Fields.Problem] = []
    let fields = Fields(task.fields)
    let uuid = fields.requiredUUID("taskUUID", &problems)
    let image = fields.requiredImage("image", &problems)
    guard let uuid, let image else { throw TaskRejection(problems, of: task) }
    taskUUID = uuid
    self.image = image
  }

  /// The item that answers it.
  public func item(imageUUID: UUIDText, url: String) -> JSONObject {
    [
      "taskType": .string(TaskType.imageUpload.rawValue), "taskUUID": .string(taskUUID.text),
      "imageUUID": .string(imageUUID.text), "imageURL": .string(url),
    ]
  }
}
