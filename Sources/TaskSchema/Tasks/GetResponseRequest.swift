/// A valid task of type `getResponse`: its identifier is that of the task whose results are wanted.
public struct GetResponseRequest: Hashable, Sendable {
  public var taskUUID: UUIDText

  public init(_ task: TaskObject) throws(TaskRejection) {
    var problems: [Fields.Problem] = []
    guard let uuid = Fields(task.fields).requiredUUID("taskUUID", &problems) else {
      throw TaskRejection(problems, of: task)
    }
    taskUUID = uuid
  }
}
