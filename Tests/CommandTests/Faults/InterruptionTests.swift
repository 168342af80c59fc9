import Foundation
import ImageCodec
import Raster
import Testing

/// A command that is stopped in the middle of its work leaves whole pictures or none.
@Suite(.serialized, .waitsForProcesses) struct InterruptionTests {
  private let fixture: BatchFixture
  private var folder: TemporaryFolder { fixture.folder }

  init() throws {
    fixture = try BatchFixture()
  }

  /// Starts the command, waits for its first word on standard error, and a while more; then interrupts it.
  ///
  /// - Returns: how it ended.
  private func interrupted(_ arguments: String..., after seconds: Double, signal: Int32 = SIGINT) throws
    -> ChildProcess.End
  {
    let process = try CommandProcess.started(arguments, in: folder, .init(errors: .pipe))
    _ = try process.read(2)
    Thread.sleep(forTimeInterval: seconds)
    process.send(signal: signal)
    return try process.finish().end
  }

  @Test(arguments: [0, 0.05, 0.2, 0.5])
  func `an interrupted expand leaves the whole picture or none`(seconds: Double) throws {
    try folder.writePicture("large.png", width: 200, height: 150)
    let end = try interrupted(
      "expand", "large.png", "--left", "150", "--right", "150", "-o", "b.png", after: seconds)
    if end == .exit(0) {
      #expect(try folder.picture("b.png").width == 500)
    } else {
      #expect(end == .exit(130))
      #expect(try folder.names == ["a.png", "large.png"])
    }
  }

  @Test(arguments: zip([0, 0.1, 0.4], [SIGINT, SIGTERM, SIGINT]))
  func `an interrupted batch leaves whole pictures alone, and goes on`(seconds: Double, signal: Int32) throws {
    try fixture.write((1...10).map { BatchFixture.request($0) })
    let command = ["batch", "requests.jsonl", "--assets", ".", "--output-dir", "out", "--results", "r.jsonl"]
    // Lines of progress come every half second at the least, so the first is waited for in the output folder.
    let process = try CommandProcess.started(command, in: folder)
    while try process.isRunning, (try? folder.names(in: "out").isEmpty) ?? true { Thread.sleep(forTimeInterval: 0.01) }
    Thread.sleep(forTimeInterval: seconds)
    process.send(signal: signal)
    #expect([.exit(0), .exit(128 + signal)].contains(try process.wait()))
    for name in try folder.names(in: "out") {
      #expect(name.hasSuffix(".png"), "\(name)")
      #expect(try folder.picture("out/\(name)").size == Size(width: 72, height: 74))
    }
    #expect(try CommandProcess(arguments: command + ["-q"], in: folder).status == 0)
    #expect(try folder.names(in: "out").count == 10)
    #expect(try fixture.results("r.jsonl").count == 10)
  }

  @Test func `nobody reading standard output is an error, and leaves nothing behind`() throws {
    try fixture.write((1...30).map { BatchFixture.request($0) })
    for command in [
      ["expand", "a.png", "--left", "90", "--bottom", "90", "-q", "-o", "-"],
      ["batch", "requests.jsonl", "--assets", ".", "--output-dir", "out", "-q"],
    ] {
      let streams = ChildProcess.Streams(output: .brokenPipe, errors: .pipe)
      let result = try CommandProcess.started(command, in: folder, streams).finish()
      #expect(result.end == .exit(73))
      #expect(
        String(decoding: result.errors, as: UTF8.self)
          == "Error: Standard output cannot be written to: Broken pipe.\n")
    }
    #expect(try folder.names(in: "out").allSatisfy { $0.hasSuffix(".png") })
    #expect(try folder.names == ["a.png", "out", "requests.jsonl"])
  }

  @Test func `a file that cannot be read is told of`() throws {
    // Nobody, the superuser included, reads the memory of a process from its start.
    let result = try CommandProcess("expand", "/proc/self/mem", "--left", "8", "-o", "b.png", in: folder)
    #expect(result.status == 66)
    #expect(result.errors == "Error: /proc/self/mem cannot be read: Input/output error.\n")
    try folder.write([1], to: "locked.png")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: folder.path("locked.png"))
    let locked = try CommandProcess("expand", "locked.png", "--left", "8", "-o", "b.png", in: folder)
    #expect([65, 66].contains(locked.status))
    if geteuid() != 0 { #expect(locked.errors == "Error: locked.png cannot be read: Permission denied.\n") }
  }
}
