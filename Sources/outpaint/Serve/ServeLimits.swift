import ArgumentParser

/// What keeps a server from being used up.
struct ServeLimits: ParsableArguments {
  @Option(
    name: .customLong("max-body"), parsing: .unconditional,
    help: ArgumentHelp("Most megabytes of a request or message.", valueName: "megabytes")
  )
  var body = 64

  @Option(
    name: .customLong("max-source"), parsing: .unconditional,
    help: ArgumentHelp("Most megapixels of a source.", valueName: "megapixels"))
  var sourceMegapixels = 64

  @Option(
    name: .customLong("max-connections"), parsing: .unconditional,
    help: ArgumentHelp("Most connections at a time.", valueName: "number"))
  var connections = 4096

  @Option(
    name: .customLong("max-store"), parsing: .unconditional,
    help: ArgumentHelp("Most megabytes of all pictures kept; the oldest results go first.", valueName: "megabytes"))
  var store = 10_000

  @Option(
    name: .customLong("max-results"), parsing: .unconditional,
    help: ArgumentHelp("Most finished tasks kept; the oldest go first.", valueName: "number"))
  var storeTasks = 10_000

  @Option(
    name: .customLong("keep"), parsing: .unconditional,
    help: ArgumentHelp("Hours that results are kept, where a task does not say.", valueName: "hours"))
  var keepHours = 24.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seconds that running tasks have to finish when the server is stopped.", valueName: "seconds"))
  var grace = 30.0

  func validate() throws {
    try OptionRange.check("--max-body", body, in: 1...1_000_000)
    try OptionRange.check("--max-source", sourceMegapixels, in: 1...100)
    try OptionRange.check("--max-connections", connections, in: 1...1_000_000)
    try OptionRange.check("--max-store", store, in: 1...1_000_000_000)
    try OptionRange.check("--max-results", storeTasks, in: 1...1_000_000_000)
    if !(keepHours > 0 && keepHours < 1e6) {
      throw ValidationError("--keep must be above 0 and below 1000000, but \(keepHours) was given.")
    }
    if !(grace >= 0 && grace < 1e6) {
      throw ValidationError("--grace must be from 0 to 1000000, but \(grace) was given.")
    }
  }
}
