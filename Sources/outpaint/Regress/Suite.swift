import Foundation
import TaskSchema

/// The cases of a suite: a file with one JSON object a line.
struct Suite {
  /// A line, with a case or with what is wrong with it.
  struct Line {
    /// From 1 on, as editors count.
    var number: Int
    var name: String
    var content: Result<CaseInput, CaseFailure>
  }

  var lines: [Line] = []

  /// Reads a file of cases; empty lines are left out.
  ///
  /// - Throws: when the file cannot be read or holds no case. A bad line fails by itself.
  init(path: String) throws(CommandFailure) {
    let folder =
      path == "-"
      ? "." : URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    var reader = try LineReader(path: path)
    var number = 0
    var names: [String: Int] = [:]
    while let bytes = try reader.next() {
      number += 1
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      var line = Line(number: number, name: "line \(number)", content: .failure(CaseFailure(message: "")))
      do throws(CaseFailure) {
        let input = try Self.input(bytes, folder: folder)
        line.name = input.name
        if let earlier = names[input.name] {
          throw CaseFailure(message: "The name \"\(input.name.shortened(to: 60))\" is that of line \(earlier) already.")
        }
        names[input.name] = number
        line.content = .success(input)
      } catch {
        line.content = .failure(CaseFailure(message: "Line \(number): \(error.message)"))
      }
      lines.append(line)
    }
    if lines.isEmpty { throw CommandFailure(.badInput, "\(path) holds no case; a line for each is needed.") }
  }

  private static func input(_ bytes: [UInt8], folder: String) throws(CaseFailure) -> CaseInput {
    let object: JSONObject
    do {
      guard case .object(let fields) = try JSONValue(parsing: bytes) else {
        throw CaseFailure(message: "A line must be an object with name, request and hosted.")
      }
      object = fields
    } catch let failure as CaseFailure {
      throw failure
    } catch {
      throw CaseFailure(message: "This is not valid JSON; \(error).")
    }
    let known = ["name", "request", "hosted", "truth", "reference", "tags"]
    if let unknown = object.members.first(where: { !known.contains($0.name) }) {
      throw CaseFailure(
        message: "\"\(unknown.name.shortened(to: 40))\" is unknown; there are \(known.joined(separator: ", ")).")
    }
    let hosted = try text("hosted", in: object)
    guard let name = try text("name", in: object), !name.isEmpty else {
      throw CaseFailure(message: "\"name\" is missing.")
    }
    guard let hosted else { throw CaseFailure(message: "\"hosted\" is missing: the file of the picture.") }
    func path(_ name: String) -> String { name.hasPrefix("/") ? name : Self.path(name, in: folder) }
    return CaseInput(
      name: name, request: try task(object["request"], path), hosted: path(hosted),
      truth: try text("truth", in: object).map(path), reference: try text("reference", in: object).map(path),
      tags: try tags(object["tags"]))
  }

  /// The task of a line: written there, or in a file that the line names.
  private static func task(
    _ value: JSONValue?, _ path: (String) -> String
  ) throws(CaseFailure) -> TaskObject {
    switch value {
    case .object(let fields): return TaskObject(fields)
    case .string(let name):
      do {
        return try single(try RequestBody(decoding: try InputFile.read(path(name))))
      } catch let failure as CommandFailure {
        throw CaseFailure(message: "The request is missing. \(failure.message)")
      } catch let error as TaskError {
        throw CaseFailure(message: "The request \(name) is wrong: \(error.message)")
      } catch {
        throw CaseFailure(message: "The request \(name) cannot be read: \(error)")
      }
    case .array(let values):
      guard values.count == 1, case .object(let fields) = values[0] else { fallthrough }
      return TaskObject(fields)
    default:
      throw CaseFailure(message: "\"request\" must be a task, or the name of a file that holds one.")
    }
  }

  private static func single(_ body: RequestBody) throws -> TaskObject {
    guard body.elements.count == 1 else {
      throw TaskError(
        code: .invalidRequest, message: "It holds \(body.elements.count) tasks; a case has one.")
    }
    switch body.elements[0] {
    case .task(let task): return task
    case .refused(let error): throw error
    }
  }

  private static func text(_ name: String, in object: JSONObject) throws(CaseFailure) -> String? {
    switch object[name] {
    case nil, .null: return nil
    case .string(let value): return value
    case .some(let other):
      throw CaseFailure(message: "\"\(name)\" must be a text, but \(other.summary) was given.")
    }
  }

  private static func tags(_ value: JSONValue?) throws(CaseFailure) -> [String] {
    guard let value, value != .null else { return [] }
    guard case .array(let elements) = value else {
      throw CaseFailure(message: "\"tags\" must be an array of texts, but \(value.summary) was given.")
    }
    var tags: [String] = []
    for element in elements {
      guard case .string(let tag) = element else {
        throw CaseFailure(message: "\"tags\" must be an array of texts, but \(element.summary) is in it.")
      }
      tags.append(tag)
    }
    return tags
  }

  private static func path(_ name: String, in folder: String) -> String {
    URL(filePath: folder, directoryHint: .isDirectory).appending(path: name).path(percentEncoded: false)
  }
}
