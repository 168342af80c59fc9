import TaskSchema

/// Who may use the server.
struct KeyCheck: Hashable, Sendable {
  /// The one key that is right; nil where any will do.
  private let key: String?

  init(key: String?) {
    self.key = key
  }

  /// What is wrong with a key; nil for a right one.
  func error(_ given: String?) -> TaskError? {
    guard let given, !given.isEmpty else {
      return TaskError(
        code: .missingApiKey,
        message: "A key is missing; send the header `Authorization: Bearer <key>`, or a task of type `authentication` "
          + "with `apiKey` before the others.")
    }
    if let key, !Self.areEqual(given, key) {
      return TaskError(code: .invalidApiKey, message: "The key is not the one that this server was started with.")
    }
    return nil
  }

  /// Takes the same time wherever the first difference is.
  private static func areEqual(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    var difference = UInt8(a.count == b.count ? 0 : 1)
    for index in a.indices where !b.isEmpty { difference |= a[index] ^ b[index % b.count] }
    return difference == 0
  }
}
