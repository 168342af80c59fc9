import NIOConcurrencyHelpers
import TaskSchema

/// The sessions of WebSocket clients, each under the identifier that it was given, so that a client whose connection
/// was lost gets its results on the next.
final class RunwareSessions: Sendable {
  /// Most sessions that are remembered; the ones that were left longest ago go first.
  private static let most = 10_000

  private struct State {
    var sessions: [UUIDText: RunwareSession] = [:]
    var order: [UUIDText] = []
  }

  private let state = NIOLockedValueBox(State())

  init() {}

  /// The session of that identifier, or a new one.
  ///
  /// An identifier that nobody knows, as after a restart, is given to the new session.
  func session(_ uuid: UUIDText?) -> RunwareSession {
    state.withLockedValue { state in
      if let uuid, let session = state.sessions[uuid] { return session }
      let session = RunwareSession(uuid: uuid ?? .random())
      state.sessions[session.uuid] = session
      state.order.append(session.uuid)
      if state.order.count > Self.most { state.sessions[state.order.removeFirst()] = nil }
      return session
    }
  }
}

/// What a client is owed, over however many connections.
final class RunwareSession: Sendable {
  private struct State {
    var outbox: (any MessageOutlet)?
    var undelivered: [ResultReference] = []
  }

  let uuid: UUIDText
  private let state = NIOLockedValueBox(State())

  init(uuid: UUIDText) {
    self.uuid = uuid
  }

  /// Sends on this connection from now on; returns what was not delivered on earlier ones.
  func attach(_ outbox: any MessageOutlet) -> [ResultReference] {
    state.withLockedValue { state in
      state.outbox = outbox
      defer { state.undelivered = [] }
      return state.undelivered
    }
  }

  /// The connection is gone.
  func detach(_ outbox: any MessageOutlet) {
    state.withLockedValue { if $0.outbox === outbox { $0.outbox = nil } }
  }

  /// Sends a part of an answer, now or after the client has come back.
  func send(_ part: AnswerPart) {
    guard let outbox = state.withLockedValue({ $0.outbox }) else { return keep(part.reference) }
    outbox.send(part.envelope.json.encoded()) { isWritten in
      if !isWritten { self.keep(part.reference) }
    }
  }

  private func keep(_ reference: ResultReference?) {
    guard let reference else { return }
    state.withLockedValue { $0.undelivered.append(reference) }
  }
}
