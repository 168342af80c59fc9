import Foundation
import ImageCodec
import Logging
import Raster
import TaskExecution
import TaskSchema
import TestSupport

@testable import OutpaintServer

/// The server without a socket, in a folder of its own.
final class TestServer: Sendable {
  let folder: String
  let options: ServerOptions
  let parts: ServerParts
  let router: Router
  private let ownsFolder: Bool

  init(
    _ engine: Engine = FakeEngine().engine, folder: String? = nil,
    _ change: (inout ServerOptions) throws -> Void = { _ in }
  ) throws {
    self.folder = folder ?? TestFolder.path()
    ownsFolder = folder == nil
    var options = ServerOptions(data: self.folder, queue: QueueSettings(jobs: 2, threads: 2))
    try change(&options)
    self.options = options
    parts = try ServerParts(options, engine: engine, port: 8080, logger: Logger(label: "test") { _ in SilentLog() })
    router = parts.router()
  }

  deinit {
    if ownsFolder { TestFolder.remove(folder) }
  }

  /// Sends tasks, with a key, and returns the answer.
  func post(
    _ tasks: String, path: String = "/v1", headers: HTTPHeaders = ["Authorization": "Bearer key"]
  ) async throws -> Answer {
    var headers = headers
    if headers["Host"] == nil { headers.append("Host", "127.0.0.1:8080") }
    return try Answer(await router.respond(to: HTTPRequest("POST", path, headers: headers, body: Array(tasks.utf8))))
  }

  /// Gets a path, perhaps with a query.
  func get(_ target: String, method: String = "GET", headers: HTTPHeaders = [:]) async throws -> HTTPResponse {
    let target = try RequestTarget(target)
    return await router.respond(to: HTTPRequest(method, target.path, query: target.query, headers: headers))
  }

  /// Asks for a task's results until it is no longer being worked on.
  func poll(_ uuid: String) async throws -> Answer {
    while true {
      let answer = try await post(#"[{"taskType":"getResponse","taskUUID":"\#(uuid)"}]"#)
      if answer.data.first?["status"] != .string("processing") { return answer }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}

/// An answer, taken apart.
struct Answer {
  let status: Int
  let headers: HTTPHeaders
  let json: JSONObject

  init(_ response: HTTPResponse) throws {
    status = response.status
    headers = response.headers
    guard case .object(let object) = try JSONValue(parsing: response.body) else { throw NotAnObject() }
    json = object
  }

  struct NotAnObject: Error {}

  var data: [JSONObject] { json["data"].objects }
  var errors: [JSONObject] { json["errors"].objects }

  /// Codes and parameters of the errors.
  var problems: [String] { errors.map { "\($0.text("code") ?? "-") \($0.text("parameter") ?? "-")" } }
}

extension JSONValue? {
  var objects: [JSONObject] {
    guard case .array(let values)? = self else { return [] }
    return values.compactMap { if case .object(let object) = $0 { object } else { nil } }
  }
}

extension JSONObject {
  func text(_ name: String) -> String? {
    if case .string(let text)? = self[name] { text } else { nil }
  }

  func integer(_ name: String) -> Int? {
    if case .number(let number)? = self[name] { number.integer } else { nil }
  }
}

/// Says nothing.
private struct SilentLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.critical

  subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {}
}
