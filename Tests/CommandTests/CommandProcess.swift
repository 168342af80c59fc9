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
    try self.init(ChildProcess(Self.command, arguments, in: folder.url, .all), input: input)
  }

  /// Runs a script, for which `$0` is the command.
  ///
  /// - Parameter isMounting: whether it may mount disks, which only it sees.
  init(shell script: String, arguments: [String] = [], isMounting: Bool = false, in folder: TemporaryFolder) throws {
    let words = ["-c", script, Self.command.path(percentEncoded: false)] + arguments
    let process =
      isMounting
      ? try ChildProcess(URL(filePath: "/usr/bin/unshare"), ["-rm", "/bin/sh"] + words, in: folder.url, .all)
      : try ChildProcess(URL(filePath: "/bin/sh"), words, in: folder.url, .all)
    try self.init(process, input: [])
  }

  private init(_ process: ChildProcess, input: [UInt8]) throws {
    let result = try process.finish(input: input)
    // A shell tells in this way of a command that a signal ended.
    status =
      switch result.end {
      case .exit(let status): status
      case .signal(let number): 128 + number
      }
    output = result.output
    errors = String(decoding: result.errors, as: UTF8.self)
  }

  /// Where the tests are, the command is too.
  static let command = Bundle.main.bundleURL.appending(component: "outpaint")

  /// Starts `outpaint`.
  static func started(
    _ arguments: [String], in folder: TemporaryFolder, _ streams: ChildProcess.Streams = .none
  ) throws -> ChildProcess {
    try ChildProcess(command, arguments, in: folder.url, streams)
  }
}
