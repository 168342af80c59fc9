import TaskSchema

/// A line of a batch.
struct BatchLine: Sendable {
  /// From 1 on, as editors count.
  var number: Int

  /// Without its end.
  var bytes: [UInt8]

  /// Whether the input is known to end with it.
  var isLast = false
}

/// What came of a line.
struct BatchAnswer: Sendable {
  var number: Int
  var data: [JSONObject] = []
  var errors: [JSONObject] = []

  /// The gravest reason to fail; nil when all went well.
  var status: ExitStatus?

  /// Pictures that were made now, and those that lay there from an earlier run.
  var made = 0
  var found = 0

  /// Pixels of the pictures made that their sources do not have.
  var newPixels = 0

  init(to line: BatchLine) {
    number = line.number
  }

  mutating func add(_ error: JSONObject, _ status: ExitStatus) {
    errors.append(error)
    self.status = status.orGraver(self.status)
  }

  /// The answer as it is printed: a line with the number of its request, `data`, `errors`, or both.
  var text: String {
    var object: JSONObject = ["line": .integer(number)]
    if !data.isEmpty || errors.isEmpty { object.append("data", .array(data.map { .object($0) })) }
    if !errors.isEmpty { object.append("errors", .array(errors.map { .object($0) })) }
    return JSONValue.object(object).encoded() + "\n"
  }
}

/// Turns a line into its answer; any number of threads do so at the same time.
protocol LineAnswerer: Sendable {
  /// - Throws: what no other line would survive either, such as a full disk.
  func answer(_ line: BatchLine) throws(CommandFailure) -> BatchAnswer

  /// Cleans up after the last line.
  func finish()
}
