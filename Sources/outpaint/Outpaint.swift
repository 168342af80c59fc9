import ArgumentParser
import Foundation
import TaskExecution

/// The command `outpaint`: parses, calls the engine, and saves.
@main struct Outpaint: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Grow pictures beyond their edges, offline.",
    discussion: """
      The picture's own pixels stay as they are; what lies around them is synthesized from the picture itself. The same \
      picture, edges and seed always give the same result.

      EXAMPLES:
        outpaint expand photo.jpg --left 640 --right 640 -o wide.png
        outpaint expand photo.jpg --aspect 16:9 -o wide.jpg
        outpaint run request.json --assets photos --output-dir results
        outpaint batch requests.jsonl --assets photos --output-dir results
        outpaint serve --port 8080
        outpaint compare request.json hosted.jpg --report report

      EXIT STATUS:
        0    success
        1    compare, regress: a picture is bad, or worse than before
        64   the command line is wrong
        65   the input is wrong: no picture, or a request with errors
        66   an input file is missing or cannot be read
        70   the engine failed
        73   an output file cannot be created
        130  interrupted (143: terminated); no partial file is left behind
      """,
    version: Engine.version,
    subcommands: [
      ExpandCommand.self, RunCommand.self, BatchCommand.self, ServeCommand.self, CompareCommand.self,
      RegressCommand.self, BenchCommand.self,
    ])

  /// Runs the command, and ends the process with the status of ``ExitStatus``.
  static func main() {
    let interruption = Interruption.handle()
    defer { interruption.cancel() }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as CommandFailure {
      StandardError.write("Error: \(failure.message)\n")
      Foundation.exit(failure.status.rawValue)
    } catch {
      exit(withError: error)
    }
  }
}
