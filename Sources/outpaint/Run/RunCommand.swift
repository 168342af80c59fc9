import ArgumentParser
import Foundation
import TaskSchema

/// `outpaint run`: a request for the hosted model in, its answer out.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Answer a request written for the hosted model bfl:flux@outpainting.",
    discussion: """
      The request is a JSON array of tasks, or one task alone. The answer, in the hosted service's shape, goes to \
      standard output; the pictures go to the output folder as <imageUUID>.<extension>, and imageURL is a file URL. \
      Errors are part of the answer, and the exit status then is not 0.

      inputs.image may be a data URI, base64, the UUID of an earlier result, or a path, relative to the current folder \
      or else to that of --assets. Nothing is downloaded: of a URL the last part is looked up in the folder of --assets.

      The member seed of a task, which the hosted model lacks, makes its result repeatable. webhookURL and \
      uploadEndpoint are not contacted.

      EXAMPLES:
        outpaint run request.json --output-dir results
        outpaint run request.json --assets photos --max-side 4096
        cat request.json | outpaint run - > answer.json
      """)

  @Argument(help: "A JSON file, or - for standard input.")
  var request: String

  @Option(help: ArgumentHelp("Folder to write pictures to; made if there is none.", valueName: "folder"))
  var outputDir = "."

  @OptionGroup
  var requests: RequestOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads to use; the pictures do not depend on it. (default: one a processor)", valueName: "number"))
  var threads: Int?

  @Flag(name: .shortAndLong, help: "Print nothing on standard error but errors and warnings.")
  var quiet = false

  func validate() throws {
    try OptionRange.check("--threads", threads, in: OptionRange.threads)
  }

  func run() throws {
    let body = try InputFile.read(request)
    let options = TaskRunner.Options(
      assets: requests.assets, outputDir: outputDir, maximumSide: requests.maximumSide, isStrict: requests.strict,
      threads: threads)
    let report = try TaskRunner(options, progress: .suitable(quiet: quiet)).run(body)
    try StandardOutput.write(report.text.utf8)
    guard let status = report.status else { return }
    let count = report.envelope.errors.count
    throw CommandFailure(status, "The answer holds \(count == 1 ? "an error" : "\(count) errors"); see its `errors`.")
  }
}
