import Foundation
import Logging
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
  struct Job {
    var record: JobRecord
    /// The source, where it is not on disk.
    var source: [UInt8]?
    var submitted = ContinuousClock.now
    var progress: JobProgress?
    var listeners: [AsyncStream<JobEvent>.Continuation] = []
  }

  let settings: QueueSettings
  let runner: JobRunner
  let folder: TaskFolder
  let pictures: PictureStore
  let sources: SourceResolver
  let callbacks: Callbacks
  let metrics: Metrics
  let logger: Logger

  var jobs: [UUIDText: Job] = [:]
  var waiting: [UUIDText] = []
  var running: Set<UUIDText> = []
  private var number = 0
  var isStopping = false
  var onIdle: [CheckedContinuation<Void, Never>] = []

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

  var isIdle: Bool { running.isEmpty && waiting.isEmpty }

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
        try folder.save(record)
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
