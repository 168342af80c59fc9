import NIOConcurrencyHelpers

/// How far a job is; written by the thread that works on it.
final class JobProgress: Sendable {
  private let fraction = NIOLockedValueBox(0.0)

  func set(_ value: Double) { fraction.withLockedValue { $0 = value } }

  var percent: Int { min(99, max(0, Int(fraction.withLockedValue { $0 } * 100))) }
}
