import Foundation
import Logging
import Synchronization
import TaskSchema

/// Accepted tasks, from their acceptance until nobody has to know of them any more.
///
///     submit ─▶ waiting ─▶ running ─▶ done ─▶ expired
///        │                              │
///        └── record and source on disk  └── pictures in the store, record on disk
///
/// An asynchronous task is on disk before it is acknowledged. One that the process did not finish is waiting again when
/// the server starts; its identifiers and seeds are those of the record, so its pictures are the same.
actor JobQueue {
  private struct Job {
    var record: JobRecord
    /// The source, where it is not on disk.
    var source: [UInt8]?
    var submitted = ContinuousClock.now
    var progress: JobProgress?
    var listeners: [AsyncStream<JobEvent>.Continuation] = []
  }

  private let settings: QueueSettings
  private let runner: JobRunner
  private let folder: TaskFolder
  private let pictures: PictureStore
  private let sources: SourceResolver
  private let callbacks: Callbacks
  private let metrics: Metrics
  private let logger: Logger

  private var jobs: [UUIDText: Job] = [:]
  private var waiting: [UUIDText] = []
  private var running: Set<UUIDText> = []
  private var number = 0
  private var isStopping = false
  private var onIdle: [CheckedContinuation<Void, Never>] = []

  init(
    _ settings: QueueSettings, runner: JobRunner, folder: TaskFolder, pictures: PictureStore, sources: SourceResolver,
    callbacks: Callbacks, metrics: Metrics, logger: Logger
  ) throws {
    self.settings = settings
    self.runner = runner
    self.folder = folder
    self.pictures = pictures
    self.sources = sources
    self.callbacks = callbacks
    self.metrics = metrics
    self.logger = logger
    for record in try folder.load() {
      jobs[record.taskUUID] = Job(record: record)
      if record.outcome == nil { waiting.append(record.taskUUID) }
      number = max(number, record.number)
    }
    pictures.removeResults(
      except: Set(jobs.values.flatMap { $0.record.results.map(\.imageUUID) }), olderThan: settings.keepSeconds)
  }

  /// Starts what was waiting when the process ended.
  func resume() {
    if !waiting.isEmpty { logger.info("resuming tasks", metadata: ["count": "\(waiting.count)"]) }
    startNext()
  }

  /// Tasks that wait for their turn.
  var depth: Int { waiting.count }

  /// Tasks that are being worked on.
  var active: Int { running.count }

  /// Accepts a task, and returns what will be heard of it.
  ///
  /// - Parameter source: the picture that came with the task.
  func submit(_ record: JobRecord, source: [UInt8]?) throws(TaskError) -> AsyncStream<JobEvent> {
    try admit(record)
    var record = record
    number += 1
    record.number = number
    var job = Job(record: record)
    do {
      // A synchronous task ends with its connection or the process, so it need not outlive them; what has to wait for
      // its turn does not wait in memory.
      if record.delivery == .async {
        if let source { try folder.saveSource(source, of: record.taskUUID, isDurable: true) }
        try folder.save(record, isDurable: true)
      } else if let source, running.count >= settings.jobs {
        try folder.saveSource(source, of: record.taskUUID, isDurable: false)
      } else {
        job.source = source
      }
    } catch {
      logger.error("a task cannot be kept", metadata: ["taskUUID": "\(record.taskUUID)", "reason": "\(error)"])
      throw record.error(.internalServerError, "The task cannot be kept: \(error.localizedDescription).")
    }
    let (events, continuation) = AsyncStream<JobEvent>.makeStream()
    job.listeners.append(continuation)
    jobs[record.taskUUID] = job
    waiting.append(record.taskUUID)
    metrics.accepted()
    startNext()
    return events
  }

  /// What is known of a task; nil when nothing is.
  func status(of uuid: UUIDText) -> JobStatus? {
    jobs[uuid].map { JobStatus(record: $0.record, progress: $0.progress?.percent) }
  }

  /// Fails when a task cannot be accepted now.
  private func admit(_ record: JobRecord) throws(TaskError) {
    if let known = jobs[record.taskUUID]?.record, !known.isFree {
      throw record.error(
        .conflictTaskUUID,
        "`taskUUID` \(record.taskUUID) is that of a task which \(known.outcome == nil ? "is being worked on" : "is done");"
          + " a new task needs a new one.", parameter: "taskUUID")
    }
    if isStopping {
      throw record.error(.noAvailableServer, "The server is shutting down; send the task again in a while.")
    }
    if waiting.count >= settings.limit && running.count >= settings.jobs {
      metrics.rejected()
      throw record.error(
        .noAvailableServer,
        "The queue is full: \(waiting.count) tasks are waiting, which is the most; send the task again in a while.")
    }
  }
}

// MARK: - Working

extension JobQueue {
  private func startNext() {
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
    if running.isEmpty {
      for continuation in onIdle { continuation.resume() }
      onIdle = []
    }
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
            ) { index, file in
              try self.pictures.store(
                file, as: record.results[index].imageUUID, .result, record.output.format,
                isDurable: record.delivery == .async)
              Task { await self.announce(index, of: record.taskUUID) }
            }
            return (cost, timings)
          })
      }
      // Foundation's default of half a megabyte is little for decoders.
      thread.stackSize = 4 << 20
      thread.start()
    }
  }

  private func announce(_ index: Int, of uuid: UUIDText) {
    for listener in jobs[uuid]?.listeners ?? [] { listener.yield(.picture(index)) }
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
    do {
      try folder.save(record, isDurable: record.delivery == .async)
      folder.removeSource(of: record.taskUUID)
    } catch {
      // The next start makes the pictures of an asynchronous task again.
      logger.error("a task cannot be kept", metadata: ["taskUUID": "\(record.taskUUID)", "reason": "\(error)"])
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

// MARK: - End

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
    for uuid in waiting {
      guard let job = jobs[uuid], job.record.delivery == .sync else { continue }
      var record = job.record
      record.outcome = .failure(
        record.error(.noAvailableServer, "The server is shutting down; send the task again in a while."))
      for listener in job.listeners {
        listener.yield(.finished(record, JobTimings()))
        listener.finish()
      }
      folder.remove(uuid)
      jobs[uuid] = nil
    }
    waiting.removeAll { jobs[$0] == nil }
    if running.isEmpty { return }
    await withCheckedContinuation { onIdle.append($0) }
  }

  private func forget(_ record: JobRecord) {
    for result in record.results { pictures.remove(result.imageUUID) }
    folder.remove(record.taskUUID)
    jobs[record.taskUUID] = nil
  }
}

extension JobRecord {
  /// Whether the identifier may be used again: that of a task which failed may.
  fileprivate var isFree: Bool {
    if case .failure = outcome { return true }
    return false
  }

  /// When the task is forgotten, in seconds since 1970.
  fileprivate func expiry(keeping seconds: Double) -> Double {
    (finishedAt ?? 0) + (timeToLive.map(Double.init) ?? seconds)
  }
}

/// How far a job is; written by the thread that works on it.
final class JobProgress: Sendable {
  private let fraction = Mutex(0.0)

  func set(_ value: Double) { fraction.withLock { $0 = value } }

  var percent: Int { min(99, max(0, Int(fraction.withLock { $0 } * 100))) }
}
