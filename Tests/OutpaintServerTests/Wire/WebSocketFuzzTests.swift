import Foundation
import TaskSchema
import TestSupport
import Testing

@testable import OutpaintServer

/// Hostile bytes through the whole WebSocket face: the wire, the protocol of frames, the tasks.
///
/// Conversations that are right are changed at random, in their texts or in their frames; the seed makes every run the
/// same. OUTPAINT_FUZZ_CASES sets how many are tried.
@Suite(.timeLimit(.minutes(60))) struct WebSocketFuzzTests {
  @Test func `whatever arrives, whole frames go back, errors say something, and the server stays`() async throws {
    let cases = ProcessInfo.processInfo.environment["OUTPAINT_FUZZ_CASES"].flatMap { Int($0) } ?? 300
    let server = try TestServer()
    let limits = WireLimits(messageBytes: 100_000, connections: 8, slowPeers: .hasty)
    let listener = try Listener(host: "127.0.0.1", port: 0, limits: limits)
    let serving = Task { try await listener.serve(server.router) }
    var random = SplitMix64(seed: 11)
    var kinds: [String: Int] = [:]
    for first in stride(from: 0, to: cases, by: 6) {
      let conversations = try (first..<min(cases, first + 6)).map { try Conversation($0, &random) }
      try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for conversation in conversations {
          group.addTask {
            let answer = try await self.converse(conversation, port: listener.port)
            self.expectSound(answer, "\(conversation)")
            return answer
          }
        }
        for try await answer in group {
          let text = String(decoding: answer, as: UTF8.self)
          for kind in [#""data":["#, #""errors":["#, #""imageURL":"#] where text.contains(kind) {
            kinds[kind, default: 0] += 1
          }
        }
      }
    }
    // Else this tries the same refusal over and over.
    #expect(kinds.count == 3 && kinds.values.allSatisfy { $0 > cases / 50 }, "\(kinds)")
    #expect(try await server.get("/healthz").status == 200)
    #expect(try await server.post("[\(inference(999))]").status == 200)
    listener.close()
    listener.abortAll()
    try await serving.value
  }

  /// Sends a conversation on a WebSocket, waits a moment for answers, and ends it.
  private func converse(_ conversation: Conversation, port: UInt16) async throws -> [UInt8] {
    let client = try await WireClient(port: port)
    defer { client.disconnect() }
    try await client.send(
      ClientFrame.handshake.replacing("/?x=1", with: "/v1").replacing("Host: a", with: "Host: 127.0.0.1:8080"))
    let upgrade = await client.text(until: "\r\n\r\n")
    #expect(upgrade.hasPrefix("HTTP/1.1 101 "))
    // A server that has had enough closes the connection under what is still being sent.
    try? await client.send(conversation.bytes)
    try await Task.sleep(for: .milliseconds(100))
    try? await client.send(ClientFrame.close(1000))
    // What was changed may have swallowed the end.
    let ending = Task {
      try await Task.sleep(for: .seconds(3))
      try await client.finishSending()
    }
    defer { ending.cancel() }
    return await client.all()
  }

  private func expectSound(_ answer: [UInt8], _ what: Comment) {
    let frames = ServerFrame.all(in: answer)
    let size = frames.reduce(0) { total, frame in
      total + frame.payload.count + (frame.payload.count < 126 ? 2 : frame.payload.count < 65_536 ? 4 : 10)
    }
    #expect(size == answer.count, what)
    for frame in frames where frame.opcode == 1 {
      guard case .object(let object)? = try? JSONValue(parsing: frame.payload) else {
        Issue.record("a message is no object. \(what)")
        continue
      }
      let errors = object["errors"].objects
      #expect(!errors.isEmpty || !object["data"].objects.isEmpty, what)
      for error in errors {
        #expect(!(error.text("message") ?? "").isEmpty && error.text("code") != "internalServerError", what)
      }
    }
    #expect(frames.dropLast().allSatisfy { $0.opcode != 8 }, what)
  }
}

/// Frames of a client that begin as a proper conversation.
private struct Conversation: CustomStringConvertible, Sendable {
  let bytes: [UInt8]

  var description: String { Data(bytes).base64EncodedString() }

  init(_ number: Int, _ random: inout SplitMix64) throws {
    var messages = [#"[{"taskType":"authentication","apiKey":"k"}]"#]
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      messages.append(try Self.seeds(number).randomElement(using: &random) ?? "")
    }
    var frames: [UInt8] = []
    for message in messages {
      var payload = Array(message.utf8)
      if Bool.random(using: &random) { Self.mutate(&payload, &random) }
      frames += Self.frame(payload, &random)
    }
    if Bool.random(using: &random) { Self.mutate(&frames, &random) }
    bytes = frames
  }

  private static func seeds(_ number: Int) throws -> [String] {
    [
      #"[{"taskType":"ping","ping":true}]"#,
      "[\(try inference(number))]",
      "[\(try inference(number, #""deliveryMethod":"async","numberResults":2"#))]",
      #"[{"taskType":"getResponse","taskUUID":"\#(uuid(number))"}]"#,
      #"[{"taskType":"imageUpload","taskUUID":"\#(uuid(number))","image":"\#(try picture(width: 32, height: 32))"}]"#,
      #"[{"taskType":"authentication","apiKey":"k","connectionSessionUUID":"\#(uuid(number))"}]"#,
      "[" + String(repeating: "[", count: 200),
      "",
    ]
  }

  /// A message as one frame, or in two with a ping between.
  private static func frame(_ payload: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    switch Int.random(in: 0..<8, using: &random) {
    case 0:
      let half = payload.count / 2
      return ClientFrame.bytes(1, Array(payload.prefix(half)), isFinal: false) + ClientFrame.bytes(9, [1, 2])
        + ClientFrame.bytes(0, Array(payload.dropFirst(half)))
    case 1: return ClientFrame.bytes(UInt8.random(in: 0...15, using: &random), payload)
    case 2: return ClientFrame.bytes(1, payload, isMasked: Bool.random(using: &random))
    default: return ClientFrame.bytes(1, payload)
    }
  }

  /// One to four changes: a bit turned, bytes put in, taken out or said twice.
  private static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    let words = [
      "null", "-1", "1e308", "\"\"", "\\ud800", "{", "]", "\u{0}", "9223372036854775808", "https://", "\u{FF}",
    ]
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 1...20, using: &random))
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes.insert(contentsOf: Array((words.randomElement(using: &random) ?? "").utf8), at: place)
      case 2: bytes.removeSubrange(place..<end)
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
      default: bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
    }
  }
}
