import Foundation
import ImageCodec
import Raster
import TestSupport
import Testing

@Suite(.waitsForProcesses) struct CommandLineTests {
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
    #expect(stages.dropFirst(4).first == "start")
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

  @Test(arguments: [
    "expand a.png --left 8 -o no/b.png", "run text.png --output-dir text.png/x", "expand a.png --left 8 -o a.png/b.png",
  ]) func `a place that cannot be written to is named`(arguments: String) throws {
    try folder.write("hello".utf8, to: "text.png")
    let result = try CommandProcess(arguments: arguments.split(separator: " ").map(String.init), in: folder)
    #expect(result.status == 73)
    #expect(result.errors.contains("Error: ") && result.errors.contains(arguments.split(separator: " ").last ?? "-"))
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
    let process = try CommandProcess.started(
      ["expand", "-", "--left", "8", "-o", "b.png"], in: folder, .init(input: .pipe, errors: .pipe))
    // The command waits for the end of its input; before it handles signals, they end it in their own way.
    try Self.wait { try Self.outlives([SIGINT, SIGTERM], process.identifier) }
    try Self.wait {
      process.send(signal: number)
      return try !process.isRunning
    }
    let result = try process.finish()
    #expect(result.end == .exit(status))
    #expect(String(decoding: result.errors, as: UTF8.self) == "\nInterrupted.\n")
    #expect(try folder.names == ["a.png"])
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
