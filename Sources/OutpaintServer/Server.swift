import Foundation
import ImageCodec
package import Logging
package import TaskExecution
import TaskSchema

/// The hosted model's API on one port, over HTTP and WebSocket.
package final class Server: Sendable {
  private let options: ServerOptions
  private let logger: Logger
  private let listener: Listener
  private let lock: DataLock
  private let queue: JobQueue
  private let router: Router

  /// Takes the port and the folder, and finds what is there from before.
  package init(_ options: ServerOptions, engine: Engine = .outpainter, logger: Logger) throws {
    self.options = options
    self.logger = logger
    lock = try DataLock(folder: options.data)
    var wire = options.wire
    wire.connections = try FileDescriptors.connections(atMost: options.wire.connections)
    if wire.connections < options.wire.connections {
      logger.notice("fewer connections, for the limit of open files", metadata: ["connections": "\(wire.connections)"])
    }
    listener = try Listener(host: options.host, port: options.port, limits: wire)
    let parts = try ServerParts(options, engine: engine, port: listener.port, logger: logger)
    queue = parts.queue
    router = parts.router(connections: { [listener] in listener.connections })
  }

  package var port: UInt16 { listener.port }

  /// Serves until ``stop()``.
  package func run() async throws {
    await queue.resume()
    let housekeeping = Task { [queue, options] in
      while true {
        try await Task.sleep(for: .seconds(10))
        await queue.expire()
        if await queue.isIdle { options.whenIdle() }
      }
    }
    defer { housekeeping.cancel() }
    try await listener.serve(router)
  }

  /// Takes no more connections and tasks, lets running tasks finish for a while, and ends.
  package func stop() async {
    listener.close()
    let (running, waiting) = (await queue.active, await queue.depth)
    logger.info("stopping", metadata: ["running": "\(running)", "waiting": "\(waiting)"])
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.queue.stop() }
      group.addTask {
        // Cancelled when the queue has stopped by itself.
        guard (try? await Task.sleep(for: .seconds(self.options.grace))) != nil else { return }
        await self.queue.abandon()
      }
      await group.next()
      group.cancelAll()
    }
    // Answers that are ready get a moment to leave.
    try? await Task.sleep(for: .milliseconds(200))
    listener.abortAll()
  }
}
