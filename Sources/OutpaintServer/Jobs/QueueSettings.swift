/// How many tasks are worked on, wait and are kept.
package struct QueueSettings: Hashable, Sendable {
  /// Tasks worked on side by side, at least 1.
  package var jobs: Int

  /// Threads of all of them together.
  package var threads: Int

  /// Most tasks that wait.
  package var limit: Int

  /// Seconds that results are kept, where the task does not say.
  package var keepSeconds: Double

  /// Most bytes of all pictures, and most done tasks, before the oldest results go.
  package var storeBytes: Int
  package var storeTasks: Int

  package init(
    jobs: Int, threads: Int, limit: Int = 64, keepSeconds: Double = 86_400, storeBytes: Int = 10 << 30,
    storeTasks: Int = 10_000
  ) {
    self.jobs = jobs
    self.threads = threads
    self.limit = limit
    self.keepSeconds = keepSeconds
    self.storeBytes = storeBytes
    self.storeTasks = storeTasks
  }
}
