import TaskSchema

/// A picture to assess: the request that it answers, and where it lies.
struct CaseInput: Sendable {
  /// What it is called in reports.
  var name: String

  var request: TaskObject

  /// File of the picture to assess.
  var hosted: String

  /// File of what the canvas really shows, where the source was cut from a larger picture.
  var truth: String?

  /// File of a picture to compare with instead of the engine's own.
  var reference: String?

  var tags: [String] = []
}

/// Why a picture cannot be assessed; a failure of that case, and of no other.
struct CaseFailure: Error, Hashable, Sendable {
  /// What was wrong, what was given and what would be right.
  var message: String
}
