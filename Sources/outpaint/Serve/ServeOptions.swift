import ArgumentParser
import Foundation
import Logging
import OutpaintServer
import Raster

/// The options of `outpaint serve`.
struct ServeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Address to listen on, in numbers.", valueName: "address"))
  var host = "127.0.0.1"

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Port to listen on; 0 for any that is free.", valueName: "number"))
  var port = 8080

  @Option(
    help: ArgumentHelp(
      "Folder of tasks and pictures; made if there is none. (default: outpaint in $XDG_STATE_HOME or ~/.local/state)",
      valueName: "folder"))
  var data: String?

  @Option(help: ArgumentHelp("The key that clients must have. (default: any will do)", valueName: "key"))
  var apiKey: String?

  @Option(
    name: .customLong("host-name"),
    help: ArgumentHelp("Another name under which clients know this machine; repeatable.", valueName: "name"))
  var hostNames: [String] = []

  @Option(help: ArgumentHelp("What links begin with, where a proxy stands before the server.", valueName: "url"))
  var publicUrl: String?

  @OptionGroup
  var requests: RequestOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("Most tasks that wait; more are refused.", valueName: "number"))
  var queue = 64

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Tasks worked on side by side. (default: one a processor)", valueName: "number"))
  var jobs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads of all tasks; the pictures do not depend on it. (default: one a processor)", valueName: "number"))
  var threads: Int?

  @OptionGroup
  var limits: ServeLimits

  @Option(
    name: .customLong("allow-callback"),
    help: ArgumentHelp(
      "Server that webhooks and upload endpoints may be on, or any; repeatable. (default: none)", valueName: "url"))
  var callbacks: [String] = []

  @Option(
    name: .customLong("allow-download"),
    help: ArgumentHelp(
      "Server that pictures may be fetched from, or any; repeatable. (default: none)", valueName: "url"))
  var downloads: [String] = []

  @Option(help: "What is logged on standard error: debug, info, notice, warning or error.")
  var logLevel = LogLevel.info

  func validate() throws {
    if !Self.isAddress(host) {
      throw ValidationError(
        "--host must be an address in numbers, such as 127.0.0.1, 0.0.0.0 or ::1, but \(host) was given.")
    }
    try OptionRange.check("--port", port, in: 0...65_535)
    try OptionRange.check("--queue", queue, in: 1...1_000_000)
    try OptionRange.check("--jobs", jobs, in: OptionRange.threads)
    try OptionRange.check("--threads", threads, in: OptionRange.threads)
    if let apiKey, apiKey.isEmpty { throw ValidationError("--api-key must not be empty.") }
    if apiKey == nil, host != "::1", !host.hasPrefix("127.") {
      throw ValidationError(
        "--host \(host) lets other machines use this server, so it needs --api-key; without one, anybody who reaches the "
          + "port could have pictures made and read those of others.")
    }
  }

  /// What the options say, as the server wants it.
  func settings() throws(CommandFailure) -> ServerOptions {
    if let assets = requests.assets, FileKind(at: assets) != .folder {
      throw CommandFailure(.noInput, "There is no folder \(assets) to take assets from.")
    }
    let threads = threads ?? RowBands.processors
    let queue = QueueSettings(
      jobs: jobs ?? threads, threads: threads, limit: queue, keepSeconds: limits.keepHours * 3600,
      storeBytes: limits.store * 1_000_000, storeTasks: limits.storeTasks)
    var settings = ServerOptions(data: data ?? Self.standardFolder, queue: queue)
    settings.host = host
    settings.port = UInt16(port)
    settings.assets = requests.assets
    settings.apiKey = apiKey
    settings.hostNames = hostNames
    settings.publicAddress = publicUrl.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    settings.maximumSide = requests.maximumSide
    settings.isStrict = requests.strict
    settings.sourcePixels = limits.sourceMegapixels * 1_000_000
    settings.wire.messageBytes = limits.body << 20
    settings.wire.connections = limits.connections
    settings.grace = limits.grace
    do {
      settings.callbacks = try AllowedAddresses(callbacks)
      settings.downloads = try AllowedAddresses(downloads)
    } catch {
      throw CommandFailure(
        .usage, "An allowed server must be an address such as https://example.com, or any, but \(error.text) was given."
      )
    }
    return settings
  }

  private static func isAddress(_ text: String) -> Bool {
    // Room for an address of either kind.
    var bytes = (UInt64(0), UInt64(0))
    return unsafe inet_pton(AF_INET, text, &bytes) == 1 || inet_pton(AF_INET6, text, &bytes) == 1
  }

  private static var standardFolder: String {
    let environment = ProcessInfo.processInfo.environment
    let state = environment["XDG_STATE_HOME"] ?? NSHomeDirectory() + "/.local/state"
    return state + "/outpaint"
  }
}

/// What is logged.
enum LogLevel: String, CaseIterable, ExpressibleByArgument {
  case debug
  case info
  case notice
  case warning
  case error

  var level: Logger.Level {
    switch self {
    case .debug: .debug
    case .info: .info
    case .notice: .notice
    case .warning: .warning
    case .error: .error
    }
  }
}
