import Foundation
import ImageCodec
import Raster
import Testing

@testable import outpaint

/// The command's server as a process of its own: it starts, makes a picture, and outlives what the system refuses it.
@Suite(.waitsForProcesses) struct ServeProcessTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `a picture is asked for over loopback, and a signal ends the server`() throws {
    let source = try folder.writePicture("a.png")
    let server = try RunningServer(in: folder)
    let answer = try server.connect().answer("POST", "/v1", body: try task(1, #","outputType":"base64Data""#))
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"), "\(answer.prefix(500))")
    let base64 = try #require(answer.firstMatch(of: /"imageBase64Data":"([^"]+)"/)?.1)
    let result = try Image(decoding: [UInt8](try #require(Data(base64Encoded: String(base64)))))
    #expect(result.size == Size(width: 72, height: 74))
    #expect(result.cropped(to: Rect(x: 40, y: 0, width: 32, height: 24)) == source)
    #expect(try server.stop() == .exit(0))
    #expect(try folder.names == ["a.png", "data"])
  }

  @Test func `a store without room is an error of its task, and nothing of the picture stays`() throws {
    try folder.writePicture("a.png")
    // The unit of ulimit is 512 bytes.
    let server = try RunningServer(in: folder, under: "ulimit -f 2")
    for (number, delivery) in [(1, "sync"), (2, "async")] {
      let answer = try server.connect().answer(
        "POST", "/v1", body: try task(number, #","deliveryMethod":"\#(delivery)""#))
      #expect(answer.hasPrefix("HTTP/1.1 500 "), "\(answer.prefix(500))")
      #expect(answer.contains(#""code":"internalServerError""#))
      #expect(answer.contains("File too large"))
    }
    #expect(try server.isHealthy)
    #expect(try folder.names(in: "data/results") == [])
    #expect(try folder.names(in: "data/tasks").allSatisfy { $0.hasSuffix(".json") })
    #expect(try server.stop() == .exit(0))
  }

  @Test func `a server that has used up its descriptors answers again when it has some`() throws {
    let server = try RunningServer(in: folder, under: "ulimit -n 80")
    var connections: [LoopbackConnection] = []
    for _ in 0..<100 {
      // The system takes some that the server does not get to.
      guard let connection = try? server.connect() else { break }
      try? connection.send("GET /healthz HTTP/1.1\r\n")
      connections.append(connection)
    }
    #expect(connections.count > 80)
    connections = []
    var tries = 0
    while try !server.isHealthy, tries < 100 {
      Thread.sleep(forTimeInterval: 0.1)
      tries += 1
    }
    #expect(tries < 100)
    #expect(try server.stop() == .exit(0))
  }

  @Test func `a limit of open files that is too low for any server is told of`() throws {
    let result = try CommandProcess(
      shell: #"ulimit -n 40; exec "$0" serve --port 0 --data data"#, in: folder)
    #expect(result.status == 73)
    #expect(
      result.errors
        == "Error: The server cannot start: the limit of open files is 40, and the server needs at least 64; "
        + "raise it with ulimit -n 1024\n")
  }

  private func task(_ number: Int, _ more: String) throws -> String {
    let image = "data:image/png;base64," + Data(try folder.bytes(of: "a.png")).base64EncodedString()
    return "[\(BatchFixture.request(number, image: image, more))]"
  }
}

/// A server on a port of its own.
private struct RunningServer {
  private let process: ChildProcess
  private let port: UInt16

  /// - Parameter limits: words of a shell that come before the command.
  init(in folder: TemporaryFolder, under limits: String = ":") throws {
    let script = #"\#(limits); exec "$0" serve --port 0 --data data --log-level notice"#
    process = try ChildProcess(
      URL(filePath: "/bin/sh"), ["-c", script, CommandProcess.command.path(percentEncoded: false)], in: folder.url,
      .init(errors: .pipe))
    // The server names its port when it listens.
    var log = ""
    while true {
      let more = try process.read(2)
      log += String(decoding: more, as: UTF8.self)
      if let port = log.firstMatch(of: /address=http:\/\/127\.0\.0\.1:(\d+)\//)?.1 {
        self.port = try #require(UInt16(port))
        return
      }
      try #require(!more.isEmpty, "the server did not start: \(log)")
    }
  }

  func connect() throws -> LoopbackConnection { try LoopbackConnection(port: port) }

  var isHealthy: Bool {
    get throws { (try? connect().answer("GET", "/healthz"))?.hasPrefix("HTTP/1.1 200 ") ?? false }
  }

  func stop() throws -> ChildProcess.End {
    process.send(signal: SIGTERM)
    return try process.finish().end
  }
}
