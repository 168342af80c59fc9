import Foundation

/// The folder that `--report` names.
struct ReportFolder: Sendable {
  private let url: URL

  /// Makes the folder if there is none.
  init(path: String) throws(CommandFailure) {
    url = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(.cannotCreate, "The folder \(path) cannot be made: \(error.reason).")
    }
  }

  /// Writes the page, and the reports for programs.
  func write(page: String, _ reports: [CaseReport], suite: String) throws {
    try write(Array(page.utf8), to: "index.html")
    try write(JSONReport(reports).bytes, to: "report.json")
    try write(Array(JUnitReport(suite: suite, reports: reports).text.utf8), to: "junit.xml")
  }

  func write(_ bytes: [UInt8], to name: String) throws(CommandFailure) {
    try OutputFile.write(
      bytes, to: url.appending(component: name, directoryHint: .notDirectory).path(percentEncoded: false))
  }
}
