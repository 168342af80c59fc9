import TaskSchema

extension RunwareFace {
  /// Answers `getResponse`: processing items, all results, or the failure.
  ///
  /// Success items come when every result is there: with partial answers, one client returns the same picture twice
  /// and another stops after the first. Processing items carry their final `imageUUID`, as one client waits for items
  /// that have it.
  func poll(_ task: TaskObject, _ context: RequestContext) async throws -> Envelope {
    let request = try GetResponseRequest(task)
    guard let status = await queue.status(of: request.taskUUID), status.record.face == .runware else {
      throw TaskError(
        code: .taskFailedOrNotFound,
        message: "There is no task \(request.taskUUID); it was never accepted, or its results were removed.",
        parameter: "taskUUID")
    }
    let record = status.record
    switch record.outcome {
    case nil:
      return Envelope(data: record.results.map { Self.processing(record, $0, status.progress) })
    case .failure(var error):
      error.isStatusOfPoll = true
      return Envelope(errors: [error])
    case .success:
      let found = record.results.indices.compactMap { items.item(of: record, $0, origin: context.origin) }
      guard found.count == record.results.count else {
        throw TaskError(
          code: .taskFailedOrNotFound, message: "The results of task \(record.taskUUID) were removed.",
          parameter: "taskUUID")
      }
      return Envelope(
        data: found.map { item in
          var item = item
          item.append("status", .string("success"))
          return item
        })
    }
  }

  private static func processing(_ record: JobRecord, _ result: JobRecord.Result, _ progress: Int?) -> JSONObject {
    var item: JSONObject = [
      "taskType": .string(ImageInferenceRequest.taskType), "taskUUID": .string(record.taskUUID.text),
      "imageUUID": .string(result.imageUUID.text), "status": .string("processing"),
    ]
    if let progress { item.append("progress", .integer(progress)) }
    return item
  }
}
