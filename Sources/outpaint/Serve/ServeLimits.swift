import ArgumentParser

/// What keeps a server from being used up.
struct ServeLimits: ParsableArguments {
  @Option(
    name: .customLong("max-body"), help: ArgumentHelp("Most megabytes of a request or message.", valueName: "megabytes")
  )
  var body = 64

  @Option(
    name: .customLong("max-source"), help: ArgumentHelp("Most megapixels of a source.", valueName: "megapixels"))
  var sourceMegapixels = 64

  @Option(name: .customLong("max-connections"), help: ArgumentHelp("Most connections at a time.", valueName: "number"))
  var connections = 4096

  @Option(
    name: .customLong("max-store"),
    help: ArgumentHelp("Most megabytes of all pictures kept; the oldest results go first.", valueName: "megabytes"))
  var store = 10_000

  @Option(
    name: .customLong("max-results"),
    help: ArgumentHelp("Most finished tasks kept; the oldest go first.", valueName: "number"))
  var storeTasks = 10_000

  @Option(
    name: .customLong("keep"),
    help: ArgumentHelp("Hours that results are kept, where a task does not say.", valueName: "hours"))
  var keepHours = 24.0

  @Option(
    help: ArgumentHelp("Seconds that running tasks have to finish when the server is stopped.", valueName: "seconds"))
  var grace = 30.0

  func validate() throws {
    let whole = [
      ("--max-body", body), ("--max-source", sourceMegapixels), ("--max-connections", connections),
      ("--max-store", store), ("--max-results", storeTasks),
    ]
    for (name, value) in whole where value < 1 {
      throw ValidationError("\(name) must be 1 or more, but \(value) was given.")
    }
    for (name, value) in [("--max-body", body), ("--max-store", store)] where value > 1_000_000_000 {
      throw ValidationError("\(name) must be at most 1000000000, but \(value) was given.")
    }
    if sourceMegapixels > 100 {
      throw ValidationError("--max-source must be at most 100, but \(sourceMegapixels) was given.")
    }
    if !(keepHours > 0 && keepHours < 1e6) {
      throw ValidationError("--keep must be above 0, but \(keepHours) was given.")
    }
    if !(grace >= 0 && grace < 1e6) { throw ValidationError("--grace must be 0 or more, but \(grace) was given.") }
  }
}
