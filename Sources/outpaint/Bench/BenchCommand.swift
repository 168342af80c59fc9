import ArgumentParser
import Raster
import TaskExecution

/// `outpaint bench`: how long the engine takes, stage by stage.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how long pictures take.",
    discussion: """
      Times are medians, in seconds, from the bytes of a JPEG to those of the result; peak memory is that of the \
      process while it worked on the workload, and a patch distance takes what the searches after the start take, for each that they \
      compute. theater, studio, station and alleyway are the canvases of the hosted \
      model's examples; avatar is 256 by 256 pixels and 64 more on each side, photo has 12 megapixels and grows by a \
      fifth in width and height, huge ends at 100 megapixels and is measured only when it is named.

      Other programs, and the machine's own clock, change times by more than most improvements do: compare reports of \
      one quiet machine.

      EXAMPLES:
        outpaint bench
        outpaint bench --workload theater --workload photo --scaling
        outpaint bench --json > old.json
        outpaint bench --compare old.json
      """)

  @Option(
    name: .customLong("workload"),
    help: ArgumentHelp("What to measure; may be given several times. (default: all but huge)", valueName: "name"))
  var workloads: [Workload] = []

  @Option(
    help: ArgumentHelp(
      "Picture that the sources are cut from, mirrored where it is too small. (default: a photograph of the project "
        + "under the current folder, else a made-up texture)", valueName: "file"))
  var picture: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Times that each workload is done.", valueName: "number"))
  var runs = 5

  @Option(help: "How much work goes into each picture.")
  var mode = EffortName.high

  @Option(help: "Format of the results.")
  var format = FormatName.jpg

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Threads to use. (default: one a processor)", valueName: "number"))
  var threads: Int?

  @Flag(help: "Measure with 1, 2, 4 and so on threads as well.")
  var scaling = false

  @Flag(help: "Print JSON instead of tables.")
  var json = false

  @Option(help: ArgumentHelp("Report of an earlier bench --json to print ratios to.", valueName: "file"))
  var compare: String?

  func validate() throws {
    try OptionRange.check("--runs", runs, in: OptionRange.repetitions)
    try OptionRange.check("--threads", threads, in: OptionRange.threads)
    if json && compare != nil { throw ValidationError("--json and --compare exclude each other; give one of them.") }
  }

  func run() throws {
    let old: BenchReport?
    if let compare { old = try BenchReport(reading: compare) } else { old = nil }
    let picture = try BenchPicture(path: picture)
    let threads = threads ?? RowBands.processors
    let benchmark = Benchmark(
      picture: picture, format: PictureFormat(format, isFast: mode == .fast), isFast: mode == .fast, runs: runs)
    var report = BenchReport(
      version: Engine.version, picture: picture.name, mode: mode.rawValue, format: format.rawValue, threads: threads,
      runs: runs)
    for workload in workloads.isEmpty ? Workload.standard : workloads {
      let printer = ProgressPrinter(label: workload.rawValue, style: StandardError.isTerminal ? .bar : .silent)
      defer { printer.finish() }
      let counts = scaling ? Benchmark.scaling(upTo: threads) : []
      var begun = 0
      let entry = try benchmark.measure(workload.task, threads: threads, scaling: counts) { _ in
        printer.report(Double(begun) / Double(runs * (counts.count + 1)))
        begun += 1
      }
      report.entries.append(entry)
    }
    let text = try old.map(report.comparison) ?? (json ? report.json : report.text)
    try StandardOutput.write(text.utf8)
  }
}
