import Foundation
import TaskSchema
import Testing

@testable import OutpaintServer

@Suite(.timeLimit(.minutes(5))) struct JobQueueTests {
  private static let isAsync = #""deliveryMethod":"async""#

  @Test func `a full queue refuses with the documented code, and nothing that was accepted is lost`() async throws {
    let engine = FakeEngine(isOpen: false)
    let server = try TestServer(engine.engine) { $0.queue.limit = 2 }
    for number in 1...4 { #expect(try await server.post("[\(inference(number, Self.isAsync))]").status == 200) }
    let refused = try await server.post("[\(inference(5, Self.isAsync))]")
    #expect(refused.status == 503)
    #expect(refused.headers["Retry-After"] == "1")
    #expect(refused.problems == ["noAvailableServer -"])
    engine.open()
    for number in 1...4 { #expect(try await server.poll(uuid(number)).data[0].text("status") == "success") }
    #expect(try await server.post("[\(inference(5, Self.isAsync))]").status == 200)
  }

  @Test func `results are forgotten when their time is over`() async throws {
    let server = try TestServer { $0.queue.keepSeconds = 1000 }
    let short = try await server.post("[\(inference(1, #""ttl":60"#)),\(inference(2))]")
    let now = Date().timeIntervalSince1970
    await server.parts.queue.expire(now: now + 50)
    #expect(server.parts.pictures.count == 2)
    await server.parts.queue.expire(now: now + 70)
    #expect(server.parts.pictures.count == 1)
    #expect(try await server.get("/image/\(short.data[0].text("imageUUID") ?? "")").status == 404)
    #expect(try await server.poll(uuid(1)).problems == ["taskFailedOrNotFound taskUUID"])
    await server.parts.queue.expire(now: now + 1010)
    #expect(server.parts.pictures.count == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: server.folder + "/tasks").isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: server.folder + "/results").isEmpty)
  }

  @Test(arguments: [-1e9, 1e9]) func `a clock that jumps loses nothing that is still to be made`(
    seconds: Double
  ) async throws {
    let engine = FakeEngine(isOpen: false)
    let server = try TestServer(engine.engine) { $0.queue.jobs = 1 }
    for number in 1...2 {
      #expect(try await server.post("[\(inference(number, Self.isAsync + #","ttl":60"#))]").status == 200)
    }
    await server.parts.queue.expire(now: Date().timeIntervalSince1970 + seconds)
    engine.open()
    for number in 1...2 { #expect(try await server.poll(uuid(number)).data[0].text("status") == "success") }
    await server.parts.queue.expire(now: Date().timeIntervalSince1970 + seconds)
    // A jump ahead makes results old; one back makes them no older than they were.
    #expect(server.parts.pictures.count == (seconds > 0 ? 0 : 2))
    #expect(try await server.post("[\(inference(3))]").status == 200)
  }

  @Test func `the oldest results go when there is too much`() async throws {
    let server = try TestServer { $0.queue.storeTasks = 2 }
    for number in 1...4 { _ = try await server.post("[\(inference(number))]") }
    await server.parts.queue.expire()
    #expect(server.parts.pictures.count == 2)
    #expect(try await server.poll(uuid(2)).status == 404)
    #expect(try await server.poll(uuid(3)).status == 200)
    let full = try TestServer { $0.queue.storeBytes = 1 }
    _ = try await full.post("[\(inference(1))]")
    await full.parts.queue.expire()
    #expect(full.parts.pictures.bytes == 0)
  }

  @Test func `a server that stops finishes what runs, returns synchronous tasks, and keeps asynchronous ones`()
    async throws
  {
    let engine = FakeEngine(isOpen: false)
    let server = try TestServer(engine.engine) { $0.queue.jobs = 1 }
    async let running = server.post("[\(inference(1))]")
    while engine.calls == 0 { try await Task.sleep(for: .milliseconds(2)) }
    _ = try await server.post("[\(inference(2, Self.isAsync))]")
    async let waiting = server.post("[\(inference(3))]")
    while await server.parts.queue.depth < 2 { try await Task.sleep(for: .milliseconds(2)) }
    async let stopped: Void = server.parts.queue.stop()
    #expect(try await waiting.problems == ["noAvailableServer -"])
    #expect(try await server.post("[\(inference(4))]").problems == ["noAvailableServer -"])
    engine.open()
    #expect(try await running.status == 200)
    await stopped
    #expect(engine.calls == 1)
    let next = try TestServer(folder: server.folder)
    await next.parts.queue.resume()
    #expect(try await next.poll(uuid(2)).data[0].text("status") == "success")
  }

  @Test func `a server that cannot wait any longer sends back what runs`() async throws {
    let engine = FakeEngine(isOpen: false)
    let server = try TestServer(engine.engine)
    async let running = server.post("[\(inference(1))]")
    while engine.calls == 0 { try await Task.sleep(for: .milliseconds(2)) }
    async let stopped: Void = server.parts.queue.stop()
    while await !server.parts.queue.isStopping { try await Task.sleep(for: .milliseconds(2)) }
    await server.parts.queue.abandon()
    #expect(try await running.problems == ["noAvailableServer -"])
    await stopped
    engine.open()
  }

  @Test func `metrics tell what happened`() async throws {
    let server = try TestServer()
    _ = try await server.post("[\(inference(1)),\(inference(1))]")
    let text = String(decoding: try await server.get("/metrics").body, as: UTF8.self)
    for line in [
      #"outpaint_http_requests_total{method="POST",status="200"} 1"#, "outpaint_tasks_accepted_total 1",
      "outpaint_tasks_succeeded_total 1", "outpaint_fill_seconds_count 1",
      #"outpaint_fill_seconds_bucket{le="+Inf"} 1"#,
      "outpaint_queue_depth 0", "outpaint_stored_bytes \(server.parts.pictures.bytes)",
    ] { #expect(text.split(separator: "\n").contains(Substring(line)), "\(line)") }
  }
}
