import TaskExecution
import TaskSchema

/// How a server is set up.
package struct ServerOptions: Sendable {
  package var host = "127.0.0.1"
  package var port: UInt16 = 8080

  /// Folder of tasks and pictures; made if there is none.
  package var data: String

  /// Folder that stands in for the network.
  package var assets: String?
  package var apiKey: String?
  package var hostNames: [String] = []
  package var publicAddress: String?

  /// Longest side of a canvas; nil for as large as the engine takes it.
  package var maximumSide: Int? = CanvasLimits.hosted.maximumSide

  /// Most pixels of a source.
  package var sourcePixels = 64_000_000
  package var isStrict = false
  package var queue: QueueSettings
  package var wire = WireLimits()
  package var callbacks = AllowedAddresses()
  package var downloads = AllowedAddresses()

  /// Seconds that running tasks have to finish when the server is stopped.
  package var grace = 30.0

  /// Called every ten seconds while there is nothing to do.
  package var whenIdle: @Sendable () -> Void = {}

  package init(data: String, queue: QueueSettings) {
    self.data = data
    self.queue = queue
  }

  /// Whether only this machine can reach the server.
  package var isLoopback: Bool { host == "::1" || host.hasPrefix("127.") }
}
