import Foundation
import TaskSchema

/// The ends of tasks, and of the queue.
extension JobQueue {
  /// Forgets done tasks whose time is over, and the oldest ones while there is too much.
  func expire(now: Double = Date().timeIntervalSince1970) {
    var done = jobs.values.map(\.record).filter { $0.outcome != nil }
      .sorted { ($0.finishedAt ?? 0, $0.number) < ($1.finishedAt ?? 0, $1.number) }
    for record in done where record.expiry(keeping: settings.keepSeconds) <= now { forget(record) }
    done.removeAll { jobs[$0.taskUUID] == nil }
    var oldest = done.makeIterator()
    while pictures.bytes > settings.storeBytes || jobs.count - waiting.count - running.count > settings.storeTasks {
      guard let record = oldest.next() else { break }
      forget(record)
    }
  }

  /// Accepts and starts nothing any more, sends waiting synchronous tasks back, and returns when none is running.
  ///
  /// Asynchronous tasks stay on disk for the next start.
  func stop() async {
    isStopping = true
    for uuid in waiting where jobs[uuid]?.record.delivery == .sync {
      sendBack(uuid)
      folder.remove(uuid)
      jobs[uuid] = nil
    }
    waiting.removeAll { jobs[$0] == nil }
    if !running.isEmpty { await withCheckedContinuation { onIdle.append($0) } }
    folder.finishWriting()
  }

  /// Sends the synchronous tasks that are running back, and ends ``stop()`` without waiting for any.
  ///
  /// Asynchronous ones are made anew after the next start.
  func abandon() {
    for uuid in running { sendBack(uuid) }
    endStop()
  }

  /// Lets ``stop()`` return.
  func endStop() {
    for continuation in onIdle { continuation.resume() }
    onIdle = []
  }

  private func sendBack(_ uuid: UUIDText) {
    guard let job = jobs[uuid] else { return }
    var record = job.record
    record.outcome = .failure(
      record.error(.noAvailableServer, "The server is shutting down; send the task again in a while."))
    for listener in job.listeners {
      listener.yield(.finished(record, JobTimings()))
      listener.finish()
    }
    jobs[uuid]?.listeners = []
  }

  private func forget(_ record: JobRecord) {
    for result in record.results { pictures.remove(result.imageUUID) }
    folder.remove(record.taskUUID)
    jobs[record.taskUUID] = nil
  }
}
