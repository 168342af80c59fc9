import Foundation
import Logging
import TaskSchema

/// From waiting to done.
extension JobQueue {
  func startNext() {
    while !isStopping, running.count < settings.jobs, let uuid = waiting.first {
      waiting.removeFirst()
      guard var job = jobs[uuid] else { continue }
      running.insert(uuid)
      let progress = JobProgress()
      job.progress = progress
      jobs[uuid] = job
      // Pictures side by side use processors better than threads within one; the result is the same.
      let threads = max(1, settings.threads / min(settings.jobs, running.count + waiting.count))
      let (record, source, wait) = (job.record, job.source, ContinuousClock.now - job.submitted)
      jobs[uuid]?.source = nil
      Task { await self.run(record, source, threads, wait, progress) }
    }
    if running.isEmpty { endStop() }
  }

  private func run(
    _ record: JobRecord, _ source: [UInt8]?, _ threads: Int, _ wait: Duration, _ progress: JobProgress
  ) async {
    var timings = JobTimings()
    timings.wait = wait
    var outcome: JobRecord.Outcome
    do {
      var watch = Stopwatch()
      let bytes = try await self.source(of: record, source)
      timings.fetch = watch.lap()
      let (cost, measured) = try await makePictures(record, bytes, threads, timings, progress)
      timings = measured
      outcome = .success(cost: cost)
    } catch let error as TaskError {
      outcome = .failure(record.error(error.code, error.message, parameter: error.parameter))
    } catch {
      outcome = .failure(record.error(.inferenceError, "The engine failed: \(error)."))
    }
    finish(record, outcome, timings)
  }

  private func source(of record: JobRecord, _ source: [UInt8]?) async throws(TaskError) -> [UInt8] {
    switch record.source {
    case .embedded:
      if let source = source ?? folder.source(of: record.taskUUID) { return source }
      throw TaskError(code: .internalServerError, message: "The picture of the task was lost.")
    case .picture(let uuid): return try sources.picture(uuid, parameter: record.sourceParameter)
    case .url(let address): return try await sources.bytes(at: address, parameter: record.sourceParameter)
    }
  }

  /// Works on a thread of its own, so that nothing else waits for it.
  private nonisolated func makePictures(
    _ record: JobRecord, _ source: [UInt8], _ threads: Int, _ timings: JobTimings, _ progress: JobProgress
  ) async throws -> (Cost, JobTimings) {
    try await withCheckedThrowingContinuation { continuation in
      let thread = Thread {
        var timings = timings
        continuation.resume(
          with: Result {
            let cost = try self.runner.run(
              record, source: source, threads: threads, timings: &timings, onProgress: { progress.set($0) }
            ) { index, file, cost in
              try self.keep(file, record.results[index].imageUUID, of: record)
              Task { await self.announce(index, cost, of: record.taskUUID) }
            }
            return (cost, timings)
          })
      }
      // Foundation's default of half a megabyte is little for decoders.
      thread.stackSize = 4 << 20
      thread.start()
    }
  }

  private nonisolated func keep(_ file: [UInt8], _ uuid: UUIDText, of record: JobRecord) throws(TaskError) {
    do {
      try pictures.store(file, as: uuid, .result, record.output.format, isDurable: record.delivery == .async)
    } catch {
      logger.error("a picture cannot be kept", metadata: ["imageUUID": "\(uuid)", "reason": "\(error)"])
      throw record.error(.internalServerError, "The picture cannot be kept: \(error.localizedDescription).")
    }
  }

  private func announce(_ index: Int, _ cost: Cost, of uuid: UUIDText) {
    for listener in jobs[uuid]?.listeners ?? [] { listener.yield(.picture(index, cost)) }
  }

  private func finish(_ record: JobRecord, _ outcome: JobRecord.Outcome, _ timings: JobTimings) {
    var record = record
    record.outcome = outcome
    record.finishedAt = Date().timeIntervalSince1970
    if record.delivery == .async { keep(record) }
    if case .failure = outcome { for result in record.results { pictures.remove(result.imageUUID) } }
    let listeners = jobs[record.taskUUID]?.listeners ?? []
    jobs[record.taskUUID]?.record = record
    jobs[record.taskUUID]?.listeners = []
    jobs[record.taskUUID]?.progress = nil
    running.remove(record.taskUUID)
    for listener in listeners {
      listener.yield(.finished(record, timings))
      listener.finish()
    }
    // Whoever waits for a synchronous task need not wait for its record.
    if record.delivery == .sync { keep(record) }
    metrics.finished(record, timings)
    log(record, timings)
    callbacks.tell(of: record)
    startNext()
  }

  private func keep(_ record: JobRecord) {
    // The next start makes the pictures of an asynchronous task again where this fails.
    let failed = { @Sendable [logger] (error: any Error) in
      logger.error("a task cannot be kept", metadata: ["taskUUID": "\(record.taskUUID)", "reason": "\(error)"])
    }
    if record.delivery == .sync { return folder.saveLater(record, onFailure: failed) }
    do {
      try folder.save(record)
      folder.removeSource(of: record.taskUUID)
    } catch {
      failed(error)
    }
  }

  private func log(_ record: JobRecord, _ timings: JobTimings) {
    var metadata: Logger.Metadata = [
      "taskUUID": "\(record.taskUUID)", "face": "\(record.face.rawValue)", "results": "\(record.results.count)",
    ]
    for stage in timings.stages { metadata["\(stage.name)Ms"] = "\(stage.milliseconds.threeDecimals)" }
    switch record.outcome {
    case .failure(let error):
      metadata["code"] = "\(error.code.rawValue)"
      metadata["message"] = "\(error.message)"
      logger.notice("task failed", metadata: metadata)
    default: logger.info("task done", metadata: metadata)
    }
  }
}
