import Foundation
import Testing

@testable import outpaint

/// One row for each wrong thing that a person can do on a command line, with a file, or in a request.
///
/// Each ends with the status of its kind and a message that says what was wrong, what was given and what would be right;
/// none with a crash, a hang or a stack trace.
@Suite(.waitsForProcesses) struct BadInputTests {
  @Test func `the tables are as long as they are meant to be, and no row comes twice`() {
    let lines = BadCommandLine.all.map(\.arguments)
    let requests = BadRequest.all.map(\.line)
    #expect(lines.count + requests.count >= 240)
    #expect(Set(lines).count == lines.count)
    #expect(Set(requests).count == requests.count)
  }

  @Test(arguments: BadCommandLine.all)
  func `a command line or a file that is wrong`(row: BadCommandLine) throws {
    let folder = try BadFiles.folder()
    let before = try folder.names
    // Five seconds of work are a hang here.
    let result = try CommandProcess(
      shell: "ulimit -t 5; exec \"$0\" \"$@\"", arguments: row.arguments.split(separator: " ").map(String.init),
      in: folder)
    #expect(result.status == row.status)
    let error = result.errors.split(separator: "\n").first { $0.hasPrefix("Error: ") }
    #expect(error == "Error: \(row.message.replacing("(folder)", with: folder.path))")
    #expect(!result.errors.contains("Fatal error"))
    // The parser of command lines leaves it to what follows to say what would be right.
    if row.status == 64 && row.isOfParser { #expect(result.errors.contains("Usage: outpaint")) }
    #expect(try folder.names == before)
  }

  @Test(arguments: [false, true]) func `a request that is wrong`(isStrict: Bool) throws {
    let folder = try BadFiles.folder()
    let rows = BadRequest.all.filter { $0.isStrict == isStrict }
    let result = try CommandProcess(
      arguments: ["batch", "-", "--assets", ".", "--output-dir", "out", "-q"] + (isStrict ? ["--strict"] : []),
      input: Array((rows.map(\.line).joined(separator: "\n") + "\n").utf8), in: folder)
    #expect(result.status == 65)
    let answers = try result.text.split(separator: "\n").map {
      try JSONDecoder().decode(LineAnswer.self, from: Data($0.utf8))
    }
    try #require(answers.count == rows.count)
    for (row, answer) in zip(rows, answers) {
      #expect(answer.data == nil, "\(row.line)")
      let found = answer.errors?.map { "\($0.code) | \($0.parameter ?? "-") | \($0.message)" }
      #expect(found == ["\(row.code) | \(row.parameter) | \(row.message)"], "\(row.line)")
    }
    #expect(try folder.names(in: "out") == [])
  }
}

/// Arguments, and how the process ends.
struct BadCommandLine: CustomTestStringConvertible, Sendable {
  var arguments: String
  var status: Int32

  /// The first line of the message, without "Error: "; "(folder)" stands for the current folder.
  var message: String

  var testDescription: String { arguments }

  /// Whether the words are those of ArgumentParser.
  var isOfParser: Bool {
    ["The value '", "Missing ", "Unexpected argument", "Unknown option", "The option '"].contains {
      message.hasPrefix($0)
    }
  }

  static let all = [canvases, outputs, files, runs, batches, benches, servers].joined().map { $0 }

  /// Rows of a table: status, arguments and message with bars between.
  static func table(_ text: String) -> [BadCommandLine] {
    text.split(separator: "\n").map { line in
      let cells = line.split(separator: " | ", maxSplits: 2).map(String.init)
      return BadCommandLine(arguments: cells[1], status: Int32(cells[0]) ?? -1, message: cells[2])
    }
  }
}

/// A line of a batch, and the one error that answers it.
struct BadRequest: Sendable {
  var line: String
  var code: String

  /// Path of the parameter, or "-".
  var parameter: String
  var message: String

  /// Whether only `--strict` refuses it.
  var isStrict = false

  static let all = texts + tasks + strict

  /// The members of a valid task.
  private static let members = [
    ("taskType", #""imageInference""#), ("taskUUID", #""afed6468-1eca-46ef-a677-06aae34e47a4""#),
    ("model", #""bfl:flux@outpainting""#), ("inputs", #"{"image":"a.png"}"#),
    ("outpaint", #"{"left":40,"bottom":50}"#),
  ]

  /// A valid task with a member replaced or added, or (nil) taken away.
  static func task(_ name: String, _ value: String?) -> String {
    var members = members
    if let index = members.firstIndex(where: { $0.0 == name }) {
      members.remove(at: index)
      if let value { members.insert((name, value), at: index) }
    } else if let value {
      members.append((name, value))
    }
    return "{" + members.map { #""\#($0.0)":\#($0.1)"# }.joined(separator: ",") + "}"
  }

  /// Rows of a table: whole lines, code, parameter and message with bars between.
  static func lineRows(_ text: String) -> [BadRequest] {
    rows(text) { cell in cell }
  }

  /// Rows of a table: a member and its value, or "absent", then as above.
  static func taskRows(_ text: String) -> [BadRequest] {
    rows(text) { cell in
      let parts = cell.split(separator: ": ", maxSplits: 1).map(String.init)
      return task(parts[0], parts[1] == "absent" ? nil : parts[1])
    }
  }

  private static func rows(_ text: String, _ line: (String) -> String) -> [BadRequest] {
    text.split(separator: "\n").map { row in
      let cells = row.split(separator: " | ", maxSplits: 3).map(String.init)
      return BadRequest(line: line(cells[0]), code: cells[1], parameter: cells[2], message: cells[3])
    }
  }
}
