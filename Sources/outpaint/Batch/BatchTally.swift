/// What a batch has done so far.
struct BatchTally: Sendable {
  var lines = 0
  var failedLines = 0
  var made = 0
  var found = 0
  var newPixels = 0
  var status: ExitStatus?

  /// Share of the input that was taken, 0...1; nil where nobody knows how much there is.
  var fraction: Double?

  /// When the work began, and the share of the input that lay behind then.
  ///
  /// What an earlier run has done takes no time, and says nothing about the time left.
  private var start: (time: ContinuousClock.Instant, fraction: Double)?

  mutating func add(_ answer: BatchAnswer) {
    lines += 1
    if answer.status != nil { failedLines += 1 }
    made += answer.made
    found += answer.found
    newPixels += answer.newPixels
    status = answer.status?.orGraver(status) ?? status
    if answer.made == 0 && made == 0 { start = (.now, fraction ?? 0) }
  }

  init() {
    start = (.now, 0)
  }

  /// Time that the rest will take if it goes on like this; nil as long as that cannot be told.
  func timeLeft(at now: ContinuousClock.Instant = .now) -> Duration? {
    guard let fraction, let start, made > 0, fraction > start.fraction else { return nil }
    return (now - start.time) * ((1 - fraction) / (fraction - start.fraction))
  }

  /// A line for people who watch.
  var progress: String {
    var parts = ["\(made.counted("picture")) made"]
    if found > 0 { parts.append("\(found) found done") }
    if failedLines > 0 { parts.append(failedLines.counted("bad line")) }
    if let fraction { parts.append("\(Int(fraction * 100)) %") }
    if let left = timeLeft() { parts.append("\(left.clock) left") }
    return parts.joined(separator: ", ")
  }

  /// What there is to say at the end.
  func summary(time: Duration, peakMemory: Int?) -> String {
    let megapixels = Double(newPixels) / 1e6
    let speed = (megapixels / max(time.seconds, 1e-9)).fixed(3)
    var text = "\(lines.counted("line")): \(made.counted("picture")) made, \(found) found done, "
    text += "\(failedLines.counted("bad line")); \(time.inSeconds)\n"
    text += "\(megapixels.fixed(3)) new megapixels, \(speed) a second"
    if let peakMemory { text += "; peak memory of the process: \(peakMemory.inMegabytes)" }
    return text + "\n"
  }
}

extension Int {
  /// The number and its noun: "1 picture", "2 pictures".
  func counted(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}

extension Duration {
  /// Hours, minutes and seconds, such as "1:02:03" or "0:07".
  var clock: String {
    let seconds = Int(max(0, self / .seconds(1)).rounded())
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    let end = (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60)"
    return hours > 0 ? "\(hours):\(minutes < 10 ? "0" : "")\(minutes):\(end)" : "\(minutes):\(end)"
  }
}
