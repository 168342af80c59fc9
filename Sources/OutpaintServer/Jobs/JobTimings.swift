/// Where the time of a task went.
struct JobTimings: Hashable, Sendable {
  /// Waiting for its turn.
  var wait = Duration.zero
  /// Getting the source, from a file or another server.
  var fetch = Duration.zero
  var decode = Duration.zero
  var fill = Duration.zero
  var encode = Duration.zero
  /// Keeping the pictures.
  var store = Duration.zero

  init() {}

  /// The stages and their milliseconds.
  var stages: [(name: String, milliseconds: Double)] {
    [("wait", wait), ("fetch", fetch), ("decode", decode), ("fill", fill), ("encode", encode), ("store", store)]
      .map { ($0.0, $0.1.milliseconds) }
  }
}

extension Duration {
  var milliseconds: Double { self / .milliseconds(1) }
  var seconds: Double { self / .seconds(1) }
}

extension Double {
  /// The number with three decimals.
  var threeDecimals: String {
    let thousandths = Int((self * 1000).rounded())
    let fraction = String(thousandths.magnitude % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}
