import Foundation

/// The stream for everything that is not a result.
enum StandardError {
  /// Whether somebody looks at it.
  static var isTerminal: Bool { isatty(2) == 1 }

  static func write(_ text: String) {
    // Nothing can be told about a standard error that cannot be written to.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  static func warn(_ text: String) { write("Warning: \(text)\n") }
}

/// The stream for results.
enum StandardOutput {
  /// Whether somebody looks at it.
  static var isTerminal: Bool { isatty(1) == 1 }

  static func write(_ bytes: some Sequence<UInt8>) throws(CommandFailure) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      throw CommandFailure(.cannotCreate, "Standard output cannot be written to: \(error.reason).")
    }
  }
}

extension Duration {
  /// Seconds with one decimal, such as "3.2 s".
  var inSeconds: String {
    let tenths = Int((self / .milliseconds(100)).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
