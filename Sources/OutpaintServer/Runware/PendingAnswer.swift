import TaskSchema

/// One result of a task, so that it can be sent again on another connection.
struct ResultReference: Hashable, Sendable {
  var taskUUID: UUIDText

  /// Index of the result; nil for the task's failure.
  var index: Int?
}

/// A part of an answer that can be sent by itself.
struct AnswerPart: Sendable {
  var envelope: Envelope
  var reference: ResultReference?
}

/// What has become of a task once it is taken up.
enum PendingAnswer: Sendable {
  case ready(Envelope)
  /// The results come as they are made.
  case job(JobRecord, AsyncStream<JobEvent>)
}

extension PendingAnswer {
  /// Hands every part over as soon as it is there, and returns where the time went.
  func parts(_ items: ResultItems, _ hand: (AnswerPart) async -> Void) async -> JobTimings {
    switch self {
    case .ready(let envelope):
      await hand(AnswerPart(envelope: envelope))
      return JobTimings()
    case .job(let record, let events):
      var handed: Set<Int> = []
      for await event in events {
        switch event {
        case .picture(let index, let cost):
          await Self.hand(record, index, cost, items, &handed, hand)
        case .finished(let record, let timings):
          if case .failure(let error) = record.outcome {
            let reference = ResultReference(taskUUID: record.taskUUID)
            await hand(AnswerPart(envelope: Envelope(errors: [error]), reference: reference))
          } else {
            for index in record.results.indices { await Self.hand(record, index, nil, items, &handed, hand) }
          }
          return timings
        }
      }
      return JobTimings()
    }
  }

  private static func hand(
    _ record: JobRecord, _ index: Int, _ cost: Cost?, _ items: ResultItems, _ handed: inout Set<Int>,
    _ hand: (AnswerPart) async -> Void
  ) async {
    guard handed.insert(index).inserted else { return }
    let reference = ResultReference(taskUUID: record.taskUUID, index: index)
    if let item = items.item(of: record, index, origin: record.origin, cost: cost) {
      await hand(AnswerPart(envelope: Envelope(data: [item]), reference: reference))
    } else {
      let error = record.error(.internalServerError, "The picture was removed before it could be sent.")
      await hand(AnswerPart(envelope: Envelope(errors: [error]), reference: reference))
    }
  }

  /// The whole answer: all results, or nothing but errors.
  func whole(_ items: ResultItems) async -> (envelope: Envelope, timings: JobTimings) {
    var envelope = Envelope()
    let timings = await parts(items) { part in
      envelope.data += part.envelope.data
      envelope.errors += part.envelope.errors
    }
    if case .job = self, !envelope.errors.isEmpty { envelope.data = [] }
    return (envelope, timings)
  }
}
