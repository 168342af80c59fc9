import NIOConcurrencyHelpers

@testable import OutpaintServer

/// A server on this machine that notes what it is asked, and answers as it is told.
final class OtherServer: Sendable {
  private let listener: Listener
  private let application: Recorder
  private let task: Task<Void, Never>

  /// - Parameter answers: one for each request; the last goes on for ever.
  init(_ answers: HTTPResponse...) throws {
    let recorder = Recorder(answers: answers)
    let listener = try Listener(host: "127.0.0.1", port: 0, limits: WireLimits())
    application = recorder
    self.listener = listener
    task = Task { try? await listener.serve(recorder) }
  }

  deinit {
    listener.close()
    listener.abortAll()
  }

  var address: String { "http://127.0.0.1:\(listener.port)" }

  var requests: [HTTPRequest] { application.state.withLockedValue { $0.requests } }

  /// Waits until there are as many.
  func requests(_ count: Int) async throws -> [HTTPRequest] {
    while requests.count < count { try await Task.sleep(for: .milliseconds(5)) }
    return requests
  }

  private final class Recorder: Application {
    struct State {
      var requests: [HTTPRequest] = []
      var answers: [HTTPResponse]
    }

    let state: NIOLockedValueBox<State>

    init(answers: [HTTPResponse]) {
      state = NIOLockedValueBox(State(answers: answers))
    }

    func respond(to request: HTTPRequest) async -> HTTPResponse {
      state.withLockedValue { state in
        state.requests.append(request)
        return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
      }
    }

    func respond(to refusal: HTTPRefusal) -> HTTPResponse { HTTPResponse(refusal.status) }

    func openWebSocket(_ request: HTTPRequest, outbox: WebSocketOutbox) -> WebSocketOpening {
      .refused(HTTPResponse(404))
    }
  }
}
