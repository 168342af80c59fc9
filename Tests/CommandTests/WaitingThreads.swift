import Foundation
import Testing

/// Threads for tests that wait for other processes.
///
/// Swift has as many threads for all tests together as the machine has processors. Hundreds of tests that sit on one
/// until a process has ended would make the others wait for minutes, those of time limits among them.
final class WaitingThreads: TaskExecutor {
  static let shared = WaitingThreads(count: ProcessInfo.processInfo.activeProcessorCount)

  private let jobs = Jobs()

  private init(count: Int) {
    for _ in 0..<max(2, count) {
      Thread.detachNewThread { [self] in
        while true { jobs.next().runSynchronously(on: asUnownedTaskExecutor()) }
      }
    }
  }

  func enqueue(_ job: consuming ExecutorJob) { jobs.append(UnownedJob(job)) }

  /// What is to be done, in the order in which it came.
  private final class Jobs: @unchecked Sendable {
    private let condition = NSCondition()
    private var waiting: [UnownedJob] = []

    func append(_ job: UnownedJob) {
      condition.withLock { waiting.append(job) }
      condition.signal()
    }

    func next() -> UnownedJob {
      condition.withLock {
        while waiting.isEmpty { condition.wait() }
        return waiting.removeFirst()
      }
    }
  }
}

/// Runs the tests of a suite on ``WaitingThreads``: as many at a time as there are processors.
struct WaitsForProcesses: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(WaitingThreads.shared) { try await function() }
  }
}

extension Trait where Self == WaitsForProcesses {
  static var waitsForProcesses: Self { WaitsForProcesses() }
}
