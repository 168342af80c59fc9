import ArgumentParser
import Foundation
import Logging
import OutpaintServer

/// `outpaint serve`: the hosted model's API on this machine.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answer clients of the hosted model bfl:flux@outpainting, over HTTP and WebSocket.",
    discussion: """
      Clients keep their code and change one address: http://127.0.0.1:8080/v1 or ws://127.0.0.1:8080/v1 for those of \
      Runware, http://127.0.0.1:8080 for those of BFL.

      Asynchronous tasks and all pictures live in the folder of --data; whatever ends the server, what it accepted is \
      finished after the next start. The folder may be removed when the server does not run.

      EXAMPLES:
        outpaint serve
        outpaint serve --port 9000 --data /var/lib/outpaint --assets photos
        outpaint serve --host 0.0.0.0 --api-key secret --host-name my.example.com
      """)

  @OptionGroup
  var options: ServeOptions

  func run() throws {
    ProcessMemory.shareHeap()
    var settings = try options.settings()
    settings.whenIdle = ProcessMemory.returnHeap
    try OutputFile.makeFolder(settings.data)
    var logger = Logger(label: "outpaint", factory: StreamLogHandler.standardError(label:))
    logger.logLevel = options.logLevel.level
    let server: Server
    do {
      server = try Server(settings, logger: logger)
    } catch {
      throw CommandFailure(.cannotCreate, "The server cannot start: \(error.reason)")
    }
    let shutdown = Shutdown(server)
    let address = settings.address(port: server.port)
    logger.notice(
      "listening", metadata: ["address": "\(address)/v1", "data": "\(settings.data)", "page": "\(address)/"])
    try shutdown.run()
  }
}

extension ServerOptions {
  /// The address of the server, without a slash at its end.
  fileprivate func address(port: UInt16) -> String {
    "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }
}
