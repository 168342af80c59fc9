import Raster

/// The table that `--timing` prints.
struct TimingTable: CustomStringConvertible {
  var times: StageTimes

  /// Pixels that the source does not have.
  var newPixels: Int

  /// In bytes; nil where the system does not tell.
  var peakMemory: Int?

  var description: String {
    var rows = [Self.row("stage", "level", "seconds")]
    for entry in times.entries {
      rows.append(Self.row(entry.stage.name, entry.stage.level.map(String.init) ?? "", entry.time.seconds.fixed(3)))
    }
    rows.append(Self.row("total", "", times.total.seconds.fixed(3)))
    let megapixels = Double(newPixels) / 1e6
    let speed = (megapixels / max(times.total.seconds, 1e-9)).fixed(3)
    rows.append("\(megapixels.fixed(3)) new megapixels, \(speed) a second")
    if let peakMemory { rows.append("peak memory of the process: \(peakMemory.inMegabytes)") }
    return rows.joined(separator: "\n") + "\n"
  }

  private static func row(_ stage: String, _ level: String, _ seconds: String) -> String {
    stage.padded(to: 12) + level.padded(to: 5, onTheLeft: true) + seconds.padded(to: 11, onTheLeft: true)
  }
}

extension Duration {
  var seconds: Double { self / .seconds(1) }
}

extension Double {
  /// The number with exactly so many decimals, at most 6, a point before them.
  func fixed(_ decimals: Int) -> String {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (self * Double(scale)).rounded()
    guard scaled.magnitude < 1e15 else { return "\(self)" }
    let whole = Int(scaled.magnitude)
    let sign = scaled < 0 ? "-" : ""
    if decimals == 0 { return "\(sign)\(whole)" }
    let fraction = String(whole % scale)
    return "\(sign)\(whole / scale).\(String(repeating: "0", count: decimals - fraction.count))\(fraction)"
  }
}

extension Int {
  /// So many bytes as megabytes of 1,000,000.
  var inMegabytes: String { "\((self + 500_000) / 1_000_000) MB" }
}

extension String {
  /// The text with spaces up to a width; longer texts stay as they are.
  func padded(to width: Int, onTheLeft: Bool = false) -> String {
    let padding = String(repeating: " ", count: max(0, width - count))
    return onTheLeft ? padding + self : self + padding
  }
}
