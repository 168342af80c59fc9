import ArgumentParser
import Foundation
import Raster
import TaskExecution

/// `outpaint batch`: many requests, or a folder of pictures, with the pictures side by side.
struct BatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Answer a file of requests, or grow a folder of pictures.",
    usage: """
      outpaint batch <file> [--output-dir <folder>] [--results <file>]
      outpaint batch <folder> --left <pixels> ... [--output-dir <folder>] [--results <file>]
      outpaint batch - [--output-dir <folder>] [--unordered] < requests
      """,
    discussion: """
      Each line of the file is a request as `outpaint run` takes it. Each gets one line of JSON: its number as line, \
      data with the pictures, errors with what was wrong. A bad line costs that line alone. What a picture is called, \
      and the seed of a request that has none, follow from the request: the same lines give the same pictures, with \
      any number of jobs and threads and on any machine.

      A batch that was stopped is started again with the same command: pictures that lie in the output folder are not \
      made again. Nothing else is kept, so any number of processes may share the folder and divide the lines, by \
      --shard or by handing each process lines of its own on standard input. A source that changed under its name is \
      not noticed: remove its picture.

      A folder's pictures are written as <name>-<hash of name and options>.<format>.

      EXAMPLES:
        outpaint batch requests.jsonl --assets photos --output-dir out > out.jsonl
        outpaint batch photos --left 256 --right 256 --output-dir out
        outpaint batch requests.jsonl --shard 3/8 --results out-3.jsonl
        parallel --pipe outpaint batch - < requests.jsonl > out.jsonl
      """)

  @Argument(help: "A file with one request a line, - for standard input, or a folder of pictures.")
  var source: String

  @Option(help: ArgumentHelp("Folder to write pictures to; made if there is none.", valueName: "folder"))
  var outputDir = "."

  @Option(help: ArgumentHelp("File to write the answers to instead of standard output.", valueName: "file"))
  var results: String?

  @Flag(help: "Write answers as they come instead of in the order of the lines.")
  var unordered = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Take every n-th line, beginning with the i-th.", valueName: "i/n"), transform: Shard.parse)
  var shard: Shard?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Pictures to work on side by side, which uses processors best. (default: as many as threads)",
      valueName: "number"))
  var jobs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads of all pictures together. (default: one a processor)", valueName: "number"))
  var threads: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Memory to take at most, such as 4G; fewer pictures then are side by side. (default: 3/4 of what is free)",
      valueName: "amount"),
    transform: ByteCount.parse)
  var memory: ByteCount?

  @Flag(name: .shortAndLong, help: "Print errors only.")
  var quiet = false

  @OptionGroup(title: "For requests")
  var requests: RequestOptions

  @OptionGroup(title: "For a folder of pictures")
  var folder: FolderOptions

  init() {}

  /// The command as it is typed.
  init(arguments: [String]) throws { self = try Self.parse(arguments) }

  func validate() throws {
    try OptionRange.check("--jobs", jobs, in: OptionRange.threads)
    try OptionRange.check("--threads", threads, in: OptionRange.threads)
  }

  func run() throws {
    let start = ContinuousClock.now
    ProcessMemory.returnLargeBuffers()
    let printer = BatchPrinter(style: .suitable(quiet: quiet))
    let outcome = Result {
      let run = try prepared()
      Interruption.beforeEnd { run.cleanUp() }
      return try run.run(report: printer.report)
    }
    printer.finish()
    let tally = try outcome.get()
    if !quiet {
      StandardError.write(tally.summary(time: .now - start, peakMemory: ProcessMemory.peak))
    }
    if let status = tally.status {
      throw CommandFailure(
        status, "\(tally.failedLines.counted("line")) of \(tally.lines) could not be answered; see the errors there.")
    }
  }

  /// The run, with all that can be checked beforehand checked.
  func prepared(engine: Engine = .outpainter) throws -> BatchRun {
    let threads = threads ?? RowBands.processors
    let jobs = jobs ?? threads
    let available = (ProcessMemory.available ?? 2_000_000_000) / 4 * 3
    let budget = MemoryBudget(bytes: memory?.bytes ?? available, jobs: jobs, threads: threads)
    let options = BatchRun.Options(jobs: jobs, shard: shard ?? .whole, isOrdered: !unordered)
    if source != "-" && FileKind(at: source) == .folder {
      if let option = requests.firstGiven {
        throw ValidationError("\(option) is for requests, but \(source) is a folder of pictures.")
      }
      try folder.canvas.requireGrowth()
      return try BatchRun(
        FolderListing(path: source),
        FolderAnswerer(source, folder, outputDir: outputDir, budget: budget, engine: engine),
        ResultsFile(path: results), options)
    }
    if let option = folder.firstGiven {
      throw ValidationError("\(option) is for a folder of pictures; requests say it themselves.")
    }
    return try BatchRun(
      LineReader(path: source),
      RequestAnswerer(requests, outputDir: outputDir, budget: budget, engine: engine),
      ResultsFile(path: results), options)
  }
}
