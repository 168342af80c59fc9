import Foundation
import TaskSchema
import Testing

@testable import OutpaintServer

@Suite(.timeLimit(.minutes(5))) struct AsyncTaskTests {
  private static let isAsync = #""deliveryMethod":"async","numberResults":2"#

  @Test func `a task is acknowledged, worked on, and done all at once`() async throws {
    let engine = FakeEngine(isOpen: false)
    let server = try TestServer(engine.engine)
    let acknowledgement = try await server.post("[\(inference(1, Self.isAsync))]")
    #expect(acknowledgement.data.map { $0.members.map(\.name) } == [["taskType", "taskUUID"]])
    let poll = #"[{"taskType":"getResponse","taskUUID":"\#(uuid(1))"}]"#
    let running = try await server.post(poll)
    #expect(running.data.map { $0.text("status") } == ["processing", "processing"])
    let identifiers = running.data.map { $0.text("imageUUID") }
    engine.open()
    let done = try await server.poll(uuid(1))
    #expect(done.data.map { $0.text("status") } == ["success", "success"])
    #expect(done.data.map { $0.text("imageUUID") } == identifiers)
    #expect(done.data.map { $0.integer("seed") } == [7, 8])
    #expect(try await server.post(poll).json == done.json)
  }

  @Test func `an unknown task is not found`() async throws {
    let answer = try await TestServer().post(#"[{"taskType":"getResponse","taskUUID":"\#(uuid(1))"}]"#)
    #expect(answer.status == 404)
    #expect(answer.problems == ["taskFailedOrNotFound taskUUID"])
  }

  @Test func `a failure is told with its status, and the poll itself succeeds`() async throws {
    let server = try TestServer(FakeEngine.failing)
    _ = try await server.post("[\(inference(1, Self.isAsync))]")
    let answer = try await server.poll(uuid(1))
    #expect(answer.status == 200)
    #expect(answer.problems == ["inferenceError -"])
    #expect(answer.errors[0].text("status") == "error")
    #expect(answer.errors[0].text("taskUUID") == uuid(1))
  }

  @Test func `what was accepted is finished by the next process, with the same identifiers and seeds`() async throws {
    let folder = TestFolder.path()
    defer { TestFolder.remove(folder) }
    let stuck = FakeEngine(isOpen: false)
    var identifiers: [[String?]] = []
    do {
      // A server that is let go of without a word is what a killed one leaves behind.
      let first = try TestServer(stuck.engine, folder: folder)
      for number in 1...5 {
        let task = try inference(number, Self.isAsync).replacing(#","seed":7"#, with: "")
        #expect(try await first.post("[\(task)]").status == 200)
        let poll = try await first.post(#"[{"taskType":"getResponse","taskUUID":"\#(uuid(number))"}]"#)
        identifiers.append(poll.data.map { $0.text("imageUUID") })
      }
      let leftover = folder + "/tasks/\(uuid(6)).json" + AtomicFile.unfinished
      try Data("{".utf8).write(to: URL(filePath: leftover))
      try Data("{".utf8).write(to: URL(filePath: folder + "/tasks/\(uuid(7)).json"))
    }
    let second = try TestServer(folder: folder)
    await second.parts.queue.resume()
    for number in 1...5 {
      let answer = try await second.poll(uuid(number))
      #expect(answer.data.map { $0.text("status") } == ["success", "success"])
      #expect(answer.data.map { $0.text("imageUUID") } == identifiers[number - 1])
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/tasks").allSatisfy { $0.hasSuffix(".json") })
    let third = try TestServer(folder: folder)
    #expect(try await third.poll(uuid(5)).data.map { $0.text("imageUUID") } == identifiers[4])
    stuck.open()
  }

  @Test func `a synchronous task is not made after a restart, but its result is kept`() async throws {
    let folder = TestFolder.path()
    defer { TestFolder.remove(folder) }
    let server = try TestServer(folder: folder)
    let answer = try await server.post("[\(inference(1))]")
    await server.parts.queue.stop()
    let later = try await TestServer(folder: folder).poll(uuid(1))
    #expect(later.data[0].text("imageUUID") == answer.data[0].text("imageUUID"))
  }
}
