import TaskSchema

/// What a waiting client hears of its job.
enum JobEvent: Sendable {
  /// One picture is there, by its index; what each one costs is known by then.
  case picture(Int, Cost)
  /// All is done, or the task failed. Nothing follows.
  case finished(JobRecord, JobTimings)
}

/// A job as a poll sees it.
struct JobStatus: Sendable {
  var record: JobRecord

  /// Percent of the work, 0...99; nil before it begins.
  var progress: Int?
}
