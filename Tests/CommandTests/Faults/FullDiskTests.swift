import Foundation
import ImageCodec
import Testing

/// What happens when there is no room for what is written: to a picture, to those of a batch, to its answers.
///
/// A limit on the size of files stands for the full disk, as everybody may set one; where the system lets a test mount a
/// small disk of its own, that is filled too.
@Suite(.waitsForProcesses) struct FullDiskTests {
  private let fixture: BatchFixture
  private var folder: TemporaryFolder { fixture.folder }

  init() throws {
    fixture = try BatchFixture()
  }

  /// Runs the command in a shell that lets no file grow beyond some bytes.
  private func limited(to bytes: Int, _ arguments: String...) throws -> CommandProcess {
    // The unit of ulimit is 512 bytes.
    try CommandProcess(
      shell: "ulimit -f \(bytes / 512); exec \"$0\" \"$@\"", arguments: arguments, in: folder)
  }

  @Test func `a picture that does not fit is told of, and nothing of it stays`() throws {
    let result = try limited(to: 1024, "expand", "a.png", "--left", "40", "-q", "-o", "b.png")
    #expect(result.status == 73)
    #expect(result.errors == "Error: b.png cannot be written: File too large.\n")
    #expect(try folder.names == ["a.png"])
  }

  @Test func `an older picture stays where the new one does not fit`() throws {
    try folder.write([1, 2, 3], to: "b.png")
    #expect(try limited(to: 1024, "expand", "a.png", "--left", "40", "-q", "-o", "b.png").status == 73)
    #expect(try folder.bytes(of: "b.png") == [1, 2, 3])
    #expect(try folder.names == ["a.png", "b.png"])
  }

  @Test func `a request's picture that does not fit is an error of its answer`() throws {
    try folder.write(BatchFixture.request(1).utf8, to: "request.json")
    let result = try limited(to: 1024, "run", "request.json", "--assets", ".", "--output-dir", "out", "-q")
    #expect(result.status == 73)
    #expect(result.text.contains(#""code": "internalServerError""#))
    #expect(result.text.contains("cannot be written: File too large."))
    #expect(try folder.names(in: "out") == [])
  }

  @Test func `a batch ends where its pictures do not fit, and leaves no part of one`() throws {
    try fixture.write(BatchFixture.forty)
    let result = try limited(to: 1024, "batch", "requests.jsonl", "--assets", ".", "--output-dir", "out", "-q")
    #expect(result.status == 73)
    #expect(
      result.errors.hasPrefix("Error: ") && result.errors.hasSuffix("out/: File too large.\n"), "\(result.errors)")
    #expect(try folder.names(in: "out") == [])
  }

  @Test func `a batch whose answers do not fit ends, and goes on when there is room`() throws {
    try fixture.write((1...8).map { BatchFixture.request($0, #","outputType":"base64Data""#) })
    let command = ["batch", "requests.jsonl", "--assets", ".", "--output-dir", "out", "--results", "r.jsonl", "-q"]
    let result = try CommandProcess(shell: "ulimit -f 128; exec \"$0\" \"$@\"", arguments: command, in: folder)
    #expect(result.status == 73)
    #expect(result.errors == "Error: r.jsonl cannot be written: File too large.\n")
    try expectWholePictures()
    #expect(try CommandProcess(arguments: command, in: folder).status == 0)
    #expect(try fixture.results("r.jsonl").count == 8)
    try expectWholePictures()
    #expect(try folder.names(in: "out").count == 8)
  }

  /// Room for a few pictures, on a disk that the test mounts in a namespace of its own.
  @Test(.enabled(if: MountNamespace.isAvailable, "mounting a disk is not allowed here"))
  func `a disk that fills up ends a batch with whole pictures`() throws {
    try fixture.write((1...6).map { BatchFixture.request($0) })
    let result = try CommandProcess(
      shell: """
        mkdir out && mount -t tmpfs -o size=48k tmpfs out
        "$0" batch requests.jsonl --assets . --output-dir out --jobs 2 -q > /dev/null
        echo status $?
        mkdir kept && cp out/* kept
        ls -A out | grep -vc 'png$'
        "$0" expand a.png --left 200 --bottom 200 -q -o out/b.png
        echo status $?
        ls -A out | grep -vc 'png$'
        ls out/b.png
        """, isMounting: true, in: folder)
    #expect(result.text == "status 73\n0\nstatus 73\n0\n", "\(result.errors)")
    #expect((1...5).contains(try folder.names(in: "kept").count))
    #expect(result.errors.contains("out/: No space left on device.\n"))
    #expect(result.errors.contains("Error: out/b.png cannot be written: No space left on device.\n"))
    try expectWholePictures(in: "kept")
  }

  @Test(.enabled(if: MountNamespace.isAvailable, "mounting a disk is not allowed here"))
  func `a disk that may only be read is told of before the work`() throws {
    try fixture.write([BatchFixture.request(1)])
    let result = try CommandProcess(
      shell: """
        mkdir out && mount -t tmpfs -o ro tmpfs out
        "$0" expand a.png --left 8 -q -o out/b.png
        echo status $?
        "$0" batch requests.jsonl --assets . --output-dir out -q
        echo status $?
        """, isMounting: true, in: folder)
    #expect(result.text == "status 73\nstatus 73\n")
    #expect(result.errors.hasPrefix("Error: out/b.png cannot be created: the folder "))
    #expect(result.errors.contains("Read-only file system"))
  }

  private func expectWholePictures(in output: String = "out") throws {
    for name in try folder.names(in: output) {
      #expect(throws: Never.self, "\(name)") { try folder.picture("\(output)/\(name)") }
    }
  }
}

/// A view of the file system that a test may change, without being the superuser.
enum MountNamespace {
  static let isAvailable: Bool = {
    let mount = ["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    let process = try? ChildProcess(URL(filePath: "/usr/bin/unshare"), mount, in: URL(filePath: "/"))
    return (try? process?.wait()) == .exit(0)
  }()
}
