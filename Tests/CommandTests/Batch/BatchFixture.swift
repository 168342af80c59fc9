import Foundation
import Raster
import TaskExecution
import Testing

@testable import outpaint

/// A folder with a small picture, and a batch of requests for it.
struct BatchFixture {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writePicture("a.png")
  }

  /// A UUID that ends in a number.
  static func uuid(_ number: Int) -> String {
    let digits = String(number)
    return "afed6468-1eca-46ef-a677-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  static func request(
    _ number: Int, image: String = "a.png", edges: String = #"{"left":40,"bottom":50}"#, _ more: String = ""
  ) -> String {
    #"{"taskType":"imageInference","taskUUID":"\#(uuid(number))","model":"bfl:flux@outpainting","#
      + #""inputs":{"image":"\#(image)"},"outpaint":\#(edges),"outputFormat":"PNG"\#(more)}"#
  }

  /// Forty lines, of which the 7th, the 20th and the last are bad.
  static var forty: [String] {
    (1...40).map { number in
      switch number {
      case 7: "{"
      case 20: request(20, image: "no.png")
      case 40: request(40, edges: #"{"left":-1}"#)
      default: request(number)
      }
    }
  }

  func write(_ lines: [String], to name: String = "requests.jsonl") throws {
    try folder.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: name)
  }

  /// Runs a batch within this process, by an engine that paints, and returns what it counted.
  @discardableResult
  func run(_ arguments: String..., engine: Engine = .painter) throws -> BatchTally {
    var places = ["--output-dir", folder.path("out"), "--results", folder.path("results.jsonl")]
    if !arguments.contains("--memory") { places += ["--memory", "1G"] }
    let isFolder = arguments.first == "photos"
    let source = folder.path(isFolder ? "photos" : "requests.jsonl")
    let assets = isFolder ? [] : ["--assets", folder.path]
    let command = try BatchCommand(arguments: [source] + arguments.dropFirst(isFolder ? 1 : 0) + assets + places)
    return try command.prepared(engine: engine).run { _ in }
  }

  /// The lines that were written.
  func results(_ name: String = "results.jsonl") throws -> [String] {
    try String(contentsOfFile: folder.path(name), encoding: .utf8).split(separator: "\n").map(String.init)
  }

  func answers() throws -> [LineAnswer] {
    try results().map { try JSONDecoder().decode(LineAnswer.self, from: Data($0.utf8)) }
  }

  /// Every picture by its name.
  func pictures(in output: String = "out") throws -> [String: [UInt8]] {
    let names = try folder.names(in: output)
    return Dictionary(uniqueKeysWithValues: try names.map { ($0, try folder.bytes(of: "\(output)/\($0)")) })
  }
}

/// What a test reads of a line.
struct LineAnswer: Decodable {
  var line: Int
  var data: [Answer.Item]?
  var errors: [Answer.Failure]?
}
