import Foundation

/// The built command, run as a process of its own.
struct CommandProcess {
  let status: Int32
  let output: [UInt8]
  let errors: String

  var text: String { String(decoding: output, as: UTF8.self) }

  /// Runs `outpaint` to its end.
  ///
  /// - Parameters:
  ///   - input: what it finds on standard input.
  ///   - folder: its current folder.
  init(_ arguments: String..., input: [UInt8] = [], in folder: TemporaryFolder) throws {
    try self.init(arguments: arguments, input: input, in: folder)
  }

  init(arguments: [String], input: [UInt8] = [], in folder: TemporaryFolder) throws {
    try self.init(try Self.prepared(arguments, in: folder), input: input, in: folder)
  }

  /// Runs a script, for which `$0` is the command.
  ///
  /// - Parameter isMounting: whether it may mount disks, which only it sees.
  init(shell script: String, arguments: [String] = [], isMounting: Bool = false, in folder: TemporaryFolder) throws {
    let process = try Self.prepared([], in: folder)
    let command = process.executableURL.map { [$0.path(percentEncoded: false)] } ?? []
    process.executableURL = URL(filePath: isMounting ? "/usr/bin/unshare" : "/bin/sh")
    process.arguments = (isMounting ? ["-rm", "/bin/sh"] : []) + ["-c", script] + command + arguments
    try self.init(process, input: [], in: folder)
  }

  private init(_ process: Process, input: [UInt8], in folder: TemporaryFolder) throws {
    let streams = (input: Pipe(), output: Pipe(), errors: folder.url.appending(component: ".errors"))
    try Data().write(to: streams.errors)
    process.standardInput = streams.input
    process.standardOutput = streams.output
    process.standardError = try FileHandle(forWritingTo: streams.errors)
    try process.run()
    try streams.input.fileHandleForWriting.write(contentsOf: Data(input))
    try streams.input.fileHandleForWriting.close()
    output = [UInt8](try streams.output.fileHandleForReading.readToEnd() ?? Data())
    process.waitUntilExit()
    status = process.terminationStatus
    errors = String(decoding: try Data(contentsOf: streams.errors), as: UTF8.self)
    try FileManager.default.removeItem(at: streams.errors)
  }

  /// The command, not yet started.
  static func prepared(_ arguments: [String], in folder: TemporaryFolder) throws -> Process {
    let process = Process()
    process.executableURL = Bundle.main.bundleURL.appending(component: "outpaint")
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    // The width of help texts follows the terminal's.
    process.environment = ProcessInfo.processInfo.environment.merging(["COLUMNS": "80"]) { _, new in new }
    return process
  }
}
