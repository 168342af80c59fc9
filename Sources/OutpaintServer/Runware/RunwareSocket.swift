import NIOConcurrencyHelpers
import TaskSchema

/// The Runware face on one WebSocket.
///
/// Messages are looked at in their order; whatever takes time goes on in tasks of its own, so a ping is answered at
/// once, also while pictures are made.
final class RunwareSocket: WebSocketClient {
  private let face: RunwareFace
  private let keys: KeyCheck
  private let sessions: RunwareSessions
  private let metrics: Metrics
  private let context: RequestContext
  private let outbox: any MessageOutlet
  private let session = NIOLockedValueBox<RunwareSession?>(nil)

  init(
    face: RunwareFace, keys: KeyCheck, sessions: RunwareSessions, metrics: Metrics, context: RequestContext,
    outbox: any MessageOutlet
  ) {
    self.face = face
    self.keys = keys
    self.sessions = sessions
    self.metrics = metrics
    self.context = context
    self.outbox = outbox
  }

  func receive(_ message: [UInt8]) {
    metrics.receivedMessage()
    do {
      var tasks: [RequestBody.Element] = []
      for element in try RequestBody(decoding: message).elements {
        if case .task(let task) = element, task.isAuthentication {
          authenticate(task)
        } else if session.withLockedValue({ $0 }) == nil {
          refuse(element)
        } else if case .task(let task) = element, task.taskType == TaskType.ping.rawValue {
          reply(Envelope(data: [RunwareFace.pong(task)]))
        } else {
          tasks.append(element)
        }
      }
      if !tasks.isEmpty, let session = session.withLockedValue({ $0 }) { begin(tasks, session) }
    } catch {
      reply(Envelope(errors: [error]))
    }
  }

  func disconnected() {
    session.withLockedValue { $0 }?.detach(outbox)
  }

  private func begin(_ elements: [RequestBody.Element], _ session: RunwareSession) {
    let (face, context) = (face, context)
    Task {
      await withDiscardingTaskGroup { group in
        for element in elements {
          let pending = await face.begin(element, context)
          group.addTask { _ = await pending.parts(face.items) { session.send($0) } }
        }
      }
    }
  }

  private func authenticate(_ task: TaskObject) {
    do {
      let request = try AuthenticationRequest(task)
      if let error = keys.error(request.apiKey) {
        return reply(Envelope(errors: [task.error(error.code, "apiKey", error.message)]))
      }
      let session = sessions.session(request.connectionSessionUUID)
      self.session.withLockedValue { $0 = session }
      var item = RunwareHTTP.authenticated(session: session.uuid)
      if let uuid = task.taskUUID { item.append("taskUUID", .string(uuid)) }
      reply(Envelope(data: [item]))
      resend(session.attach(outbox), session)
    } catch {
      reply(Envelope(errors: error.errors))
    }
  }

  /// Sends what an earlier connection of the session did not get.
  private func resend(_ references: [ResultReference], _ session: RunwareSession) {
    if references.isEmpty { return }
    let (face, context) = (face, context)
    Task {
      for reference in references {
        guard let record = await face.queue.status(of: reference.taskUUID)?.record else { continue }
        if case .failure(let error) = record.outcome {
          session.send(AnswerPart(envelope: Envelope(errors: [error]), reference: reference))
        } else if let index = reference.index, let item = face.items.item(of: record, index, origin: context.origin) {
          session.send(AnswerPart(envelope: Envelope(data: [item]), reference: reference))
        }
      }
    }
  }

  private func refuse(_ element: RequestBody.Element) {
    switch element {
    case .refused(let error): reply(Envelope(errors: [error]))
    case .task(let task):
      let error = TaskError(
        code: .missingApiKey,
        message: "The connection is not authenticated; send a task of type `authentication` with `apiKey` first.")
      reply(Envelope(errors: [task.error(error.code, nil, error.message)]))
    }
  }

  private func reply(_ envelope: Envelope) { outbox.send(envelope.json.encoded()) }
}
