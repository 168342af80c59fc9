import Logging
import TaskSchema

/// Tells other servers of finished tasks: webhooks by POST, pictures to upload endpoints by PUT.
///
/// Only addresses that the operator allows are contacted, and no task fails because of one that does not answer.
struct Callbacks: Sendable {
  /// Tries of each call, and the pause after the first; it doubles up to the longest.
  private static let tries = 6
  private static let firstPause = Duration.milliseconds(250)
  private static let longestPause = Duration.seconds(8)

  private let allowed: AllowedAddresses
  private let client: WebClient
  private let items: ResultItems
  private let logger: Logger

  init(allowed: AllowedAddresses, client: WebClient, items: ResultItems, logger: Logger) {
    self.allowed = allowed
    self.client = client
    self.items = items
    self.logger = logger
  }

  /// Makes the calls that a finished task asks for; returns at once.
  func tell(of record: JobRecord) {
    if let address = address(record.webhookURL, "webhookURL", record) {
      for body in bodies(of: record) {
        deliver(body.encodedBytes(), "application/json", by: "POST", to: address, record)
      }
    }
    if let address = address(record.uploadEndpoint, "uploadEndpoint", record), case .success = record.outcome {
      for index in record.results.indices {
        guard let file = items.file(of: record, index) else { continue }
        deliver(file, record.output.format.mediaType, by: "PUT", to: address, record)
      }
    }
  }

  /// One flat item a result, or the error as an envelope.
  private func bodies(of record: JobRecord) -> [JSONValue] {
    if case .failure(let error) = record.outcome { return [Envelope(errors: [error]).json] }
    return record.results.indices.compactMap { items.item(of: record, $0, origin: record.origin) }.map { .object($0) }
  }

  private func address(_ address: String?, _ parameter: String, _ record: JobRecord) -> String? {
    guard let address else { return nil }
    if allowed.allow(address) { return address }
    logger.notice(
      "callback not allowed",
      metadata: [
        "taskUUID": "\(record.taskUUID)", "parameter": "\(parameter)", "address": "\(address.shortened(to: 200))",
      ])
    return nil
  }

  private func deliver(
    _ body: [UInt8], _ type: String, by method: String, to address: String, _ record: JobRecord
  ) {
    Task {
      var pause = Self.firstPause
      for attempt in 1...Self.tries {
        do {
          return try await client.send(body, type, by: method, to: address, timeout: 5)
        } catch {
          logger.notice(
            "callback failed",
            metadata: [
              "taskUUID": "\(record.taskUUID)", "address": "\(address.shortened(to: 200))", "attempt": "\(attempt)",
              "reason": "\(error)",
            ])
        }
        // A random part keeps many calls from coming back at once.
        try await Task.sleep(for: pause * Double.random(in: 0.75...1.25))
        pause = min(pause * 2, Self.longestPause)
      }
    }
  }
}
