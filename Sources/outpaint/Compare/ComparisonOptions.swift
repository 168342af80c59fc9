import ArgumentParser
import Assessment
import Raster

/// The options that `outpaint compare` and `outpaint regress` share.
struct ComparisonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder to write index.html, report.json and junit.xml to; made if there is none.", valueName: "folder"))
  var report: String?

  @Option(
    help: ArgumentHelp(
      "What counts as bad, as in Examples/thresholds.json, which holds the standard.", valueName: "file"))
  var thresholds: String?

  @Flag(help: "Do not compare with a reference.")
  var noReference = false

  @Option(help: ArgumentHelp("Threads to use. (default: one a processor)", valueName: "number"))
  var threads: Int?

  @Flag(name: .shortAndLong, help: "Print what is wrong only.")
  var quiet = false

  @OptionGroup(title: "For requests")
  var requests: RequestOptions

  /// What counts as bad.
  func readThresholds() throws(CommandFailure) -> Thresholds {
    guard let thresholds else { return .standard }
    return try ThresholdsFile(reading: thresholds).thresholds
  }

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be 1 or more, but \(threads) was given.") }
  }
}
