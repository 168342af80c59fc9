import Foundation

enum SystemClock {
  /// Sleeps for a moment, on a thread that may be blocked.
  static func pause() { Thread.sleep(forTimeInterval: 0.002) }
}
