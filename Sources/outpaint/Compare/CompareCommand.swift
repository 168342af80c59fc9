import ArgumentParser
import Assessment
import Foundation
import Raster
import TaskExecution
import TaskSchema

/// `outpaint compare`: what a hosted picture is worth, beside what the engine makes of the same request.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Assess pictures that a hosted model made of a request, beside the engine's own.",
    discussion: """
      The request is as `outpaint run` takes it. Its source is looked for in each picture, even when that was moved or \
      scaled; what became of the source's pixels is measured, and how the new region looks: its seam, texture, \
      sharpness, repetition and more, without needing to know what is right. --truth adds measures against what the \
      canvas really shows, where the source was cut from a larger picture.

      With one task in the request, all pictures are results of it; with several, pictures and tasks go in pairs. The \
      reference is made with the request's seed, or seed 1, and never changes for a version of the engine.

      A table goes to standard output; the exit status is 1 when a picture is beyond a limit, worse than the reference \
      by more than its margin, or cannot be read. --report writes a page that shows the pictures over each other.

      EXAMPLES:
        outpaint compare request.json hosted.jpg
        outpaint compare request.json hosted.jpg --truth original.png --report report
        outpaint compare request.json first.jpg second.jpg --thresholds thresholds.json
      """)

  @Argument(help: "A JSON file with the request, or - for standard input.")
  var request: String

  @Argument(help: ArgumentHelp("Pictures that the hosted model made of it.", valueName: "picture"))
  var pictures: [String]

  @Option(help: ArgumentHelp("Picture that shows the whole canvas as it really is.", valueName: "file"))
  var truth: String?

  @Option(
    help: ArgumentHelp("Picture to compare with instead of the engine's own; of the canvas's size.", valueName: "file"))
  var reference: String?

  @OptionGroup
  var options: ComparisonOptions

  func validate() throws {
    if reference != nil && options.noReference {
      throw ValidationError("--reference and --no-reference exclude each other; give one of them.")
    }
  }

  func run() throws {
    let thresholds = try options.readThresholds()
    let inputs = try inputs(try InputFile.read(request))
    let folder = try options.report.map { try ReportFolder(path: $0) }
    let assessor = CaseAssessor(
      loader: try CaseLoader(options.requests, folder: "."), thresholds: thresholds, engine: .outpainter,
      usesReference: !options.noReference, threads: options.threads)
    var reports: [CaseReport] = []
    var page = ReportPage(title: "Comparison", thresholds: thresholds)
    for input in inputs {
      let printer = ProgressPrinter(
        label: input.name, style: StandardError.isTerminal && !options.quiet ? .bar : .silent)
      let outcome = assessor.assess(input) { printer.report($0.fractionCompleted) }
      printer.finish()
      reports.append(outcome.report)
      if folder != nil { try page.add(outcome) }
      let table = ComparisonTable(report: outcome.report, thresholds: thresholds)
      if !options.quiet || outcome.report.verdict != .passed {
        try StandardOutput.write((options.quiet ? table.verdict : table.description + "\n").utf8)
      }
    }
    try folder?.write(page: page.html, reports, suite: "outpaint compare")
    if reports.contains(where: { $0.verdict != .passed }) { throw ExitCode(ExitStatus.worse.rawValue) }
  }

  /// The pictures with the tasks that they answer.
  private func inputs(_ body: [UInt8]) throws(CommandFailure) -> [CaseInput] {
    let elements: [RequestBody.Element]
    do {
      elements = try RequestBody(decoding: body).elements
    } catch {
      throw CommandFailure(.badInput, "\(request): \(error.message)")
    }
    guard elements.count == 1 || elements.count == pictures.count else {
      throw CommandFailure(
        .badInput,
        "\(request) holds \(elements.count) tasks, but \(pictures.count == 1 ? "1 picture was" : "\(pictures.count) pictures were") given; "
          + "give one task, or as many pictures as tasks.")
    }
    var inputs: [CaseInput] = []
    for (index, picture) in pictures.enumerated() {
      switch elements[elements.count == 1 ? 0 : index] {
      case .refused(let error): throw CommandFailure(.badInput, "\(request): \(error.message)")
      case .task(let task):
        inputs.append(
          CaseInput(
            name: URL(filePath: picture).lastPathComponent, request: task, hosted: picture, truth: truth,
            reference: reference))
      }
    }
    return inputs
  }
}
