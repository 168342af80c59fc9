import Foundation
import ImageCodec
import Raster
import TestSupport
import Testing

@Suite struct CommandLineTests {
  private let folder: TemporaryFolder
  private let source: Image

  init() throws {
    folder = try TemporaryFolder()
    source = try folder.writePicture("a.png")
  }

  @Test func `a picture grows, and its own pixels stay`() throws {
    let result = try CommandProcess(
      "expand", "a.png", "--left", "9", "--bottom", "5", "-o", "wide.png", in: folder)
    #expect(result.status == 0)
    #expect(result.text == "")
    #expect(result.errors.hasPrefix("a.png, seed 1: 0 %\n"))
    #expect(result.errors.contains("wide.png: 32×24 -> 41×29, seed 1, "))
    let wide = try folder.picture("wide.png")
    #expect(wide.size == Size(width: 41, height: 29))
    expectPicture(wide.cropped(to: Rect(x: 9, y: 0, width: 32, height: 24)), equals: source)
    #expect(try folder.names == ["a.png", "wide.png"])
  }

  @Test func `it goes through pipes, quietly on demand`() throws {
    let input = try folder.bytes(of: "a.png")
    let result = try CommandProcess(
      "expand", "-", "--aspect", "3:2", "--anchor", "right", "-o", "-", "-q", input: input, in: folder)
    #expect(result.status == 0)
    #expect(result.errors == "")
    let wide = try Image(decoding: result.output)
    #expect(wide.size == Size(width: 36, height: 24))
    expectPicture(wide.cropped(to: Rect(x: 4, y: 0, width: 32, height: 24)), equals: source)
  }

  @Test func `several pictures are numbered, and the same seed gives the same one`() throws {
    let many = try CommandProcess(
      "expand", "a.png", "--right", "8", "--count", "2", "--seed", "3", "--mode", "fast", "-o", "n.webp", in: folder)
    #expect(many.status == 0)
    #expect(try folder.names == ["a.png", "n-1.webp", "n-2.webp"])
    let one = try CommandProcess(
      "expand", "a.png", "--size", "40x24", "--anchor", "left", "--seed", "4", "--mode", "fast", "--threads", "1",
      "-o", "one.webp", in: folder)
    #expect(one.status == 0)
    #expect(try folder.bytes(of: "one.webp") == folder.bytes(of: "n-2.webp"))
  }

  @Test func `a table of times has the stages in order`() throws {
    let result = try CommandProcess(
      "expand", "a.png", "--left", "9", "--timing", "--quiet", "-o", "b.png", in: folder)
    #expect(result.status == 0)
    let lines = result.errors.split(separator: "\n")
    let stages = lines.compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(stages.prefix(4) == ["stage", "decode", "pyramid", "saliency"])
    let end = stages.drop { $0 != "finalVote" }
    #expect(end.prefix(5) == ["finalVote", "encode", "write", "total", "0.000"])
    #expect(stages.contains("search") && stages.contains("vote"))
    #expect(lines.contains { $0.hasPrefix("0.000 new megapixels, ") })
    #expect(lines.last?.hasPrefix("peak memory of the process: ") == true)
  }

  @Test func `fast mode compresses a PNG less, and reads the same`() throws {
    let wide = ["expand", "a.png", "--left", "9", "--mode", "fast", "-q", "-o"]
    #expect(try CommandProcess(arguments: wide + ["b.png"], in: folder).status == 0)
    #expect(try folder.bytes(of: "b.png") == folder.picture("b.png").encoded(as: .png(.fast)))
  }

  @Test func `a derived name is not overwritten without being told to`() throws {
    try folder.write([1], to: "a-expanded.png")
    let refused = try CommandProcess("expand", "a.png", "--left", "4", in: folder)
    #expect(refused.status == 73)
    #expect(
      refused.errors == "Error: a-expanded.png exists; replace it with --force, or name a file with -o.\n")
    #expect(try folder.bytes(of: "a-expanded.png") == [1])
    #expect(try CommandProcess("expand", "a.png", "--left", "4", "--force", in: folder).status == 0)
    #expect(try folder.picture("a-expanded.png").width == 36)
  }

  @Test func `a canvas that the picture fills already is written as it is`() throws {
    let result = try CommandProcess("expand", "a.png", "--aspect", "4:3", "-o", "b.png", in: folder)
    #expect(result.status == 0)
    #expect(result.errors.hasPrefix("a.png already has the shape that was asked for; nothing is added.\n"))
    try expectPicture(folder.picture("b.png"), equals: source)
  }

  @Test func `a quality for PNG is warned of`() throws {
    let result = try CommandProcess(
      "expand", "a.png", "--left", "4", "--quality", "50", "-o", "b.png", "-q", in: folder)
    #expect(result.status == 0)
    #expect(result.errors == "Warning: --quality has no effect on PNG, which loses nothing.\n")
  }

  /// Arguments, exit status, and the error's first line; empty where that depends on the machine.
  struct Failure: CustomTestStringConvertible {
    var arguments: String
    var status: Int32
    var message: String

    init(_ arguments: String, _ status: Int32, _ message: String) {
      self.arguments = arguments
      self.status = status
      self.message = message
    }

    var testDescription: String { arguments }
  }

  static let failures = [
    Failure(
      "expand a.png", 64,
      "Nothing is to be added; say how much with --left, --right, --top or --bottom, or give --aspect or --size."),
    Failure(
      "expand a.png --left 0 --top 0", 64,
      "Nothing is to be added; say how much with --left, --right, --top or --bottom, or give --aspect or --size."),
    Failure("expand a.png --left -8", 64, "--left must be from 0 to 65535 pixels, but -8 was given."),
    Failure("expand a.png --top 65536", 64, "--top must be from 0 to 65535 pixels, but 65536 was given."),
    Failure("expand a.png --left 6.5", 64, "The value '6.5' is invalid for '--left <pixels>'"),
    Failure(
      "expand a.png --left 8 --aspect 1:1", 64,
      "The sides (--left, --right, --top, --bottom), --aspect and --size exclude each other; give one of the three."),
    Failure(
      "expand a.png --size 64x64 --aspect 1:1", 64,
      "The sides (--left, --right, --top, --bottom), --aspect and --size exclude each other; give one of the three."),
    Failure(
      "expand a.png --left 8 --anchor left", 64, "--anchor goes with --aspect or --size; the sides say it themselves."),
    Failure(
      "expand a.png --aspect 0:1", 64,
      "The value '0:1' is invalid for '--aspect <w:h>': two numbers above 0 with a colon between are needed, such as 16:9 or 2.39:1"
    ),
    Failure(
      "expand a.png --size 64", 64,
      "The value '64' is invalid for '--size <wxh>': width and height from 1 to 65535 with an x between are needed, such as 1920x1080"
    ),
    Failure("expand a.png --left 8 --quality 19", 64, "--quality must be from 20 to 99, but 19 was given."),
    Failure("expand a.png --left 8 --quality 100", 64, "--quality must be from 20 to 99, but 100 was given."),
    Failure("expand a.png --left 8 --seed 0", 64, "--seed must be 1 or more, but 0 was given."),
    Failure("expand a.png --left 8 --count 0", 64, "--count must be 1 or more, but 0 was given."),
    Failure(
      "expand a.png --left 8 --seed 9223372036854775807 --count 2", 64,
      "--seed and --count together exceed 9223372036854775807; take a smaller seed."),
    Failure("expand a.png --left 8 --threads 0", 64, "--threads must be 1 or more, but 0 was given."),
    Failure(
      "expand a.png --left 8 --force -o b.png", 64,
      "--force is for derived names; a file named with -o is replaced without it."),
    Failure(
      "expand a.png --left 8 -o b.gif", 64,
      "The name b.gif does not end in .png, .jpg, .jpeg or .webp; correct it, or say which with --format."),
    Failure(
      "expand a.png --left 8 -o - --count 2", 64,
      "Standard output takes one picture, not 2; leave --count out, or name a file."),
    Failure(
      "expand - --left 8", 64, "A picture from standard input has no name to derive one from; name a file with -o."),
    Failure(
      "expand a.png --size 31x64", 65,
      "The canvas of 31×64 is smaller than the picture, which has 32×24; --size must be at least that."),
    Failure(
      "expand a.png --left 16352 -o b.webp", 65,
      "The canvas of 16384×24 is too large for WebP, which takes 16383 pixels a side; write a PNG."),
    Failure(
      "expand a.png --left 32736", 65,
      "a.png: The canvas would be 32768×24; at most 32767 pixels a side are possible. Use smaller edges or a smaller source."
    ),
    Failure(
      "expand text.png --left 8", 65,
      "text.png: The file is not a PNG, JPEG or WebP picture: it begins with 68 65 6C 6C 6F. Convert it to one of these formats."
    ),
    Failure(
      "expand - --left 8 -o b.png", 65, "standard input: The file is empty: it should hold a PNG, JPEG or WebP picture."
    ),
    Failure("expand no.png --left 8", 66, "There is no file no.png."),
    Failure("expand . --left 8 -o b.png", 66, ". is a folder; name a file in it."),
    Failure("expand a.png --left 8 -o no/b.png", 73, ""),
    Failure(
      "expand a.png --left 8 -o /dev/full --format png", 73, "/dev/full cannot be written: No space left on device."),
    Failure("run no.json", 66, "There is no file no.json."),
    Failure("run text.png", 65, "The answer holds an error; see its `errors`."),
    Failure("run text.png --assets no", 66, "There is no folder no to take assets from."),
    Failure("run text.png --output-dir text.png/x", 73, ""),
    Failure("run text.png --max-side 63", 64, "--max-side must be 64 or more, but 63 was given."),
    Failure(
      "run text.png --max-side 64 --no-canvas-limit", 64,
      "--max-side and --no-canvas-limit exclude each other; give one of them."),
    Failure("run text.png --threads 0", 64, "--threads must be 1 or more, but 0 was given."),
    Failure("no-such-thing", 64, "Unexpected argument 'no-such-thing'"),
  ]

  @Test(arguments: failures) func `a failure has a status and a sentence`(failure: Failure) throws {
    try folder.write("hello".utf8, to: "text.png")
    let result = try CommandProcess(arguments: failure.arguments.split(separator: " ").map(String.init), in: folder)
    let firstError = result.errors.split(separator: "\n").first { $0.hasPrefix("Error: ") }
    #expect(result.status == failure.status)
    if failure.message.isEmpty {
      #expect(firstError != nil)
    } else {
      #expect(firstError == "Error: \(failure.message)")
    }
    #expect(try folder.names == ["a.png", "text.png"])
  }

  @Test func `a request is answered on standard output`() throws {
    let request = """
      [{"taskType":"imageInference","taskUUID":"afed6468-1eca-46ef-a677-06aae34e47a4","model":"bfl:flux@outpainting",
        "inputs":{"image":"https://example.com/a.png"},"outpaint":{"left":40,"bottom":40},
        "webhookURL":"https://example.com/hook","seed":5}]
      """
    let result = try CommandProcess(
      "run", "-", "--assets", ".", "--output-dir", "out", "-q", input: Array(request.utf8), in: folder)
    #expect(result.status == 0)
    #expect(result.errors == "Warning: `webhookURL` https://example.com/hook is not contacted.\n")
    let names = try folder.names(in: "out")
    #expect(names.count == 1)
    let uuid = try #require(names.first).dropLast(4)
    #expect(
      result.text == """
        {
          "data": [
            {
              "taskType": "imageInference",
              "taskUUID": "afed6468-1eca-46ef-a677-06aae34e47a4",
              "imageUUID": "\(uuid)",
              "imageURL": "\(folder.url.appending(path: "out/\(uuid).jpg").absoluteString)",
              "seed": 5
            }
          ]
        }

        """)
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func `an interrupted command says so and leaves nothing behind`(number: Int32, status: Int32) throws {
    let process = try CommandProcess.prepared(["expand", "-", "--left", "8", "-o", "b.png"], in: folder)
    let (input, errors) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardError = errors
    try process.run()
    // The command waits for the end of its input; before it handles signals, they end it in their own way.
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    try Self.wait { try Self.outlives([SIGINT, SIGTERM], process.processIdentifier) }
    try Self.wait {
      kill(process.processIdentifier, number)
      return !process.isRunning
    }
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == status)
    #expect(try errors.fileHandleForReading.readToEnd() == Data("\nInterrupted.\n".utf8))
    #expect(try folder.names == ["a.png"])
    try input.fileHandleForWriting.close()
  }

  /// Asks every 50 ms until the answer is yes; after a minute it never will be.
  private static func wait(until isReached: () throws -> Bool) throws {
    for _ in 0..<1200 {
      if try isReached() { return }
      Thread.sleep(forTimeInterval: 0.05)
    }
    throw TestFailure()
  }

  /// Whether a process ignores or handles signals, rather than being ended by them.
  private static func outlives(_ signals: [Int32], _ process: Int32) throws -> Bool {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let masks = status.split(separator: "\n").filter { $0.hasPrefix("SigIgn:") || $0.hasPrefix("SigCgt:") }
      .compactMap { $0.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) } }
    return signals.allSatisfy { signal in masks.contains { $0 >> UInt64(signal - 1) & 1 == 1 } }
  }
}
