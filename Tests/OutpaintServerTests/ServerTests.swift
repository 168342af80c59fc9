import Foundation
import Logging
import TaskSchema
import Testing

@testable import OutpaintServer

/// The whole server, over loopback.
@Suite(.timeLimit(.minutes(5))) struct ServerTests {
  private func server(in folder: String) throws -> Server {
    var options = ServerOptions(data: folder, queue: QueueSettings(jobs: 1, threads: 1))
    options.port = 0
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return try Server(options, engine: FakeEngine().engine, logger: logger)
  }

  @Test func `it answers, keeps its folder to itself, and ends when it is told to`() async throws {
    let folder = TestFolder.path()
    defer { TestFolder.remove(folder) }
    let server = try server(in: folder)
    async let running: Void = server.run()
    let address = "http://127.0.0.1:\(server.port)"
    let client = WebClient(limit: 1_000_000)
    let health = String(decoding: try await client.get(address + "/healthz"), as: UTF8.self)
    #expect(health.hasPrefix(#"{"status":"ok""#))
    #expect(throws: DataLock.Taken.self) { try self.server(in: folder) }
    await server.stop()
    try await running
    await #expect(throws: WebClient.Failure.self) { try await client.get(address + "/healthz") }
  }

  @Test func `an address that is taken is an error`() throws {
    let folder = TestFolder.path()
    defer { TestFolder.remove(folder) }
    let taken = try OtherServer(HTTPResponse(200))
    var options = ServerOptions(data: folder, queue: QueueSettings(jobs: 1, threads: 1))
    options.port = try #require(taken.address.split(separator: ":").last.flatMap { UInt16($0) })
    #expect(throws: (any Error).self) { try Server(options, logger: Logger(label: "test")) }
  }
}
