import ArgumentParser
import Assessment
import Raster
import TaskExecution

/// `outpaint regress`: a whole suite of hosted pictures, held against what they were.
struct RegressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regress",
    abstract: "Assess a suite of hosted pictures, and hold them against a recorded state.",
    discussion: """
      Each line of the suite is a JSON object: name, request (a task, or the name of a file with one), hosted (the \
      picture), and if there are any truth, reference and tags. Files are looked for from the suite's folder on.

      --record keeps the measures and a hash of every picture. Later runs with --baseline fail where a picture became \
      worse than it was by more than a tolerance. Every run fails where a picture is worse than the reference by more \
      than a margin, or beyond a limit that it kept when it was recorded. The exit status then is 1, and each case is \
      named with the measure and both numbers. A picture that is missing or cannot be read is a failure of its case \
      alone.

      EXAMPLES:
        outpaint regress suite.jsonl --record baseline.json
        outpaint regress suite.jsonl --baseline baseline.json --report report
        outpaint regress suite.jsonl --baseline baseline.json --tag night --thresholds thresholds.json
      """)

  /// Cases that a page shows with their pictures; each takes some megabytes.
  private static let mostPictured = 24

  @Argument(help: "A file with one case a line, or - for standard input.")
  var suite: String

  @Option(help: ArgumentHelp("File to keep the measures in; limits and margins then only inform.", valueName: "file"))
  var record: String?

  @Option(help: ArgumentHelp("File that --record wrote, to compare with.", valueName: "file"))
  var baseline: String?

  @Option(
    name: .customLong("tag"),
    help: ArgumentHelp("Take the cases with this tag only; may be given several times.", valueName: "tag"))
  var tags: [String] = []

  @Option(
    help: ArgumentHelp("Cases to assess side by side. (default: one a thread)", valueName: "number"))
  var jobs: Int?

  @OptionGroup
  var options: ComparisonOptions

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be 1 or more, but \(jobs) was given.") }
  }

  func run() throws {
    let thresholds = try options.readThresholds()
    let lines = try Suite(path: suite).lines.filter { line in
      guard !tags.isEmpty, case .success(let input) = line.content else { return true }
      return !Set(tags).isDisjoint(with: input.tags)
    }
    if lines.isEmpty {
      throw CommandFailure(.badInput, "No case of \(suite) has the tag \(tags.joined(separator: " or ")).")
    }
    if let record { try OutputFile.checkPlace(record) }
    let folder = try options.report.map { try ReportFolder(path: $0) }
    let assessor = CaseAssessor(
      loader: try CaseLoader(options.requests, folder: Self.folder(of: suite)), thresholds: thresholds,
      engine: .outpainter, usesReference: !options.noReference,
      baseline: try baseline.map { try Baseline(reading: $0) },
      threads: 1)
    let start = ContinuousClock.now
    let run = SuiteRun(lines: lines, assessor: assessor)
    let outcomes = run.outcomes(jobs: jobs ?? options.threads ?? RowBands.processors, quiet: options.quiet)
    if let record { try write(outcomes, to: record) }
    if let folder { try folder.write(page: page(of: outcomes, lines, assessor), outcomes.map(\.report), suite: suite) }
    try report(outcomes, thresholds, time: .now - start)
  }

  /// A page with all cases in its list, and those that failed below it, the first of them with their pictures.
  private func page(
    of outcomes: [CaseAssessor.Outcome], _ lines: [Suite.Line], _ assessor: CaseAssessor
  ) throws -> String {
    var page = ReportPage(title: "Suite \(suite)", thresholds: assessor.thresholds)
    var pictured = 0
    for (line, outcome) in zip(lines, outcomes) {
      if outcome.report.verdict == .passed {
        page.addLine(outcome.report)
      } else if case .success(let input) = line.content, pictured < Self.mostPictured {
        pictured += 1
        try page.add(SuiteRun.pictured(input, by: assessor))
      } else {
        try page.add(outcome)
      }
    }
    return page.html
  }

  private func write(_ outcomes: [CaseAssessor.Outcome], to path: String) throws {
    var recorded = Baseline()
    for outcome in outcomes { recorded.add(outcome) }
    try OutputFile.write(recorded.bytes, to: path)
  }

  private func report(
    _ outcomes: [CaseAssessor.Outcome], _ thresholds: Thresholds, time: Duration
  ) throws {
    let reports = outcomes.map(\.report)
    for report in reports where report.verdict != .passed || !options.quiet && !report.accepted.isEmpty {
      try StandardOutput.write(ComparisonTable(report: report, thresholds: thresholds).verdict.utf8)
    }
    let errors = reports.count { $0.verdict == .error }
    // A recording takes the state as it is; only what could not be looked at is missing from it.
    let failed = record == nil ? reports.count { $0.verdict != .passed } : errors
    if !options.quiet {
      let state = record == nil ? "\(failed) failed" : "\(reports.count - errors) recorded, \(errors) could not be"
      try StandardOutput.write(
        "\(reports.count == 1 ? "1 case" : "\(reports.count) cases"), \(state), \(time.inSeconds)\n".utf8)
    }
    if failed > 0 { throw ExitCode(ExitStatus.worse.rawValue) }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return String(path[..<slash]).isEmpty ? "/" : String(path[..<slash])
  }
}
