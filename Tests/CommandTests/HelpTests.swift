import Foundation
import Testing

/// Help texts against their snapshots in `Tests/CommandSnapshots/`.
///
/// After a change on purpose, run with `OUTPAINT_RECORD_SNAPSHOTS=1`: it writes them anew, and fails once more, so that
/// nobody records by accident.
@Suite(.waitsForProcesses) struct HelpTests {
  private static let snapshots = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(component: "CommandSnapshots")

  @Test(arguments: ["", "expand", "run", "batch", "serve", "compare", "regress", "bench"])
  func `help is as recorded`(subcommand: String) throws {
    let arguments = subcommand.isEmpty ? ["--help"] : [subcommand, "--help"]
    let help = try CommandProcess(arguments: arguments, in: TemporaryFolder())
    #expect(help.status == 0)
    #expect(help.errors == "")
    let file = Self.snapshots.appending(component: subcommand.isEmpty ? "outpaint.txt" : "outpaint-\(subcommand).txt")
    if ProcessInfo.processInfo.environment["OUTPAINT_RECORD_SNAPSHOTS"] == "1" {
      try Data(help.output).write(to: file)
      Issue.record("\(file.lastPathComponent) was recorded; look at the difference, and test again")
      return
    }
    #expect(try help.text == String(contentsOf: file, encoding: .utf8))
  }

  @Test func `the version is three numbers`() throws {
    let result = try CommandProcess("--version", in: TemporaryFolder())
    #expect(result.status == 0)
    #expect(result.text.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }
}
