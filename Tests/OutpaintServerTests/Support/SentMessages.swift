import NIOConcurrencyHelpers
import TaskSchema

@testable import OutpaintServer

/// A client on a WebSocket, as far as what it gets goes.
final class SentMessages: MessageOutlet {
  private struct State {
    var texts: [String] = []
    var isConnected = true
  }

  private let state = NIOLockedValueBox(State())

  func send(_ text: String, onOutcome: @escaping @Sendable (Bool) -> Void) {
    let isWritten = state.withLockedValue { state in
      if state.isConnected { state.texts.append(text) }
      return state.isConnected
    }
    onOutcome(isWritten)
  }

  /// From now on nothing arrives.
  func cut() { state.withLockedValue { $0.isConnected = false } }

  /// The messages so far.
  var messages: [Envelope] {
    get throws {
      try state.withLockedValue { $0.texts }.map { text in
        guard case .object(let object) = try JSONValue(parsing: Array(text.utf8)) else { throw Answer.NotAnObject() }
        return Envelope(data: object["data"].objects, errors: object["errors"].objects)
      }
    }
  }

  /// Waits until there are as many.
  func messages(_ count: Int) async throws -> [Envelope] {
    while try messages.count < count { try await Task.sleep(for: .milliseconds(2)) }
    return try messages
  }

  struct Envelope {
    var data: [JSONObject]
    var errors: [JSONObject]
  }
}
