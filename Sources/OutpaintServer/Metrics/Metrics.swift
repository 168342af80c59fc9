import NIOConcurrencyHelpers
import TaskSchema

/// What the server counts for its operator.
final class Metrics: Sendable {
  /// What is measured when somebody asks.
  struct Gauges: Hashable, Sendable {
    var queueDepth: Int
    var running: Int
    var storedBytes: Int
    var storedPictures: Int
    var connections: Int
  }

  private struct State {
    var requests: [String: Int] = [:]
    var messages = 0
    var accepted = 0
    var rejected = 0
    var succeeded = 0
    var failed: [TaskError.Code: Int] = [:]
    var fill = Histogram(bounds: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 120])
    var wait = Histogram(bounds: [0.01, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1800])
  }

  private let state = NIOLockedValueBox(State())

  init() {}

  func answered(_ method: String, status: Int) {
    let known = ["GET", "HEAD", "POST", "OPTIONS"].contains(method) ? method : "other"
    state.withLockedValue { $0.requests["method=\"\(known)\",status=\"\(status)\"", default: 0] += 1 }
  }

  func receivedMessage() { state.withLockedValue { $0.messages += 1 } }
  func accepted() { state.withLockedValue { $0.accepted += 1 } }
  func rejected() { state.withLockedValue { $0.rejected += 1 } }

  func finished(_ record: JobRecord, _ timings: JobTimings) {
    state.withLockedValue { state in
      switch record.outcome {
      case .failure(let error): state.failed[error.code, default: 0] += 1
      default:
        state.succeeded += 1
        state.fill.add(timings.fill.seconds)
      }
      state.wait.add(timings.wait.seconds)
    }
  }

  /// The text format of Prometheus, version 0.0.4.
  func text(_ gauges: Gauges) -> String {
    let state = state.withLockedValue { $0 }
    var page = Page()
    page.add(
      "outpaint_http_requests_total", "counter", "HTTP requests answered.",
      state.requests.sorted { $0.key < $1.key }.map { ("{\($0.key)}", $0.value) })
    page.add("outpaint_websocket_messages_total", "counter", "Messages received over WebSocket.", state.messages)
    page.add("outpaint_tasks_accepted_total", "counter", "Inference tasks accepted.", state.accepted)
    page.add("outpaint_tasks_rejected_total", "counter", "Inference tasks refused by a full queue.", state.rejected)
    page.add("outpaint_tasks_succeeded_total", "counter", "Inference tasks whose pictures were made.", state.succeeded)
    page.add(
      "outpaint_tasks_failed_total", "counter", "Accepted inference tasks that failed.",
      state.failed.sorted { $0.key.rawValue < $1.key.rawValue }.map { ("{code=\"\($0.key.rawValue)\"}", $0.value) })
    page.add("outpaint_queue_depth", "gauge", "Tasks waiting for their turn.", gauges.queueDepth)
    page.add("outpaint_tasks_running", "gauge", "Tasks being worked on.", gauges.running)
    page.add("outpaint_stored_bytes", "gauge", "Bytes of all pictures held.", gauges.storedBytes)
    page.add("outpaint_stored_pictures", "gauge", "Pictures held.", gauges.storedPictures)
    page.add("outpaint_connections", "gauge", "Open connections.", gauges.connections)
    page.add("outpaint_fill_seconds", "Seconds in which a task's new pixels were made.", state.fill)
    page.add("outpaint_wait_seconds", "Seconds that a task waited for its turn.", state.wait)
    return page.text
  }
}

/// A page of metrics as it grows.
private struct Page {
  var text = ""

  mutating func add(_ name: String, _ type: String, _ help: String, _ value: Int) {
    add(name, type, help, [("", value)])
  }

  mutating func add(_ name: String, _ type: String, _ help: String, _ values: [(labels: String, value: Int)]) {
    begin(name, type, help)
    for (labels, value) in values { text += "\(name)\(labels) \(value)\n" }
  }

  mutating func add(_ name: String, _ help: String, _ histogram: Histogram) {
    begin(name, "histogram", help)
    for line in histogram.lines(name) { text += line + "\n" }
  }

  private mutating func begin(_ name: String, _ type: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }
}
