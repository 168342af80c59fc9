extension BenchReport {
  /// The report for people.
  var text: String {
    var text = "outpaint \(version), \(picture), mode \(mode), \(format), "
    text += "\(threads.counted("thread")), medians of \(runs.counted("run"))\n"
    for entry in entries { text += "\n\(entry.text)" }
    return text
  }

  /// How this report's times stand to those of an older one: 0.5 where half the time is needed.
  func comparison(with old: BenchReport) -> String {
    var text = "seconds of \(version) over those of \(old.version); less than 1 is faster\n"
    if (mode, format, threads, picture) != (old.mode, old.format, old.threads, old.picture) {
      text += "the conditions differ: mode \(old.mode), \(old.format), \(old.threads.counted("thread")), "
      text += "\(old.picture) before; mode \(mode), \(format), \(threads.counted("thread")), \(picture) now\n"
    }
    for entry in entries {
      guard let before = old.entries.first(where: { $0.name == entry.name && $0.canvas == entry.canvas }) else {
        text += "\n\(entry.name): not in the older report\n"
        continue
      }
      text += "\n\(entry.name)\n\(Self.header("before", "now", "ratio"))"
      for stage in entry.stages {
        let match = before.stages.first { $0.name == stage.name && $0.level == stage.level }
        text += Self.row(stage.name, stage.level, Self.compare(match?.seconds, stage.seconds))
      }
      text += Self.row("total", nil, Self.compare(before.seconds, entry.seconds))
      if let now = entry.nanosecondsPerPatchDistance, let old = before.nanosecondsPerPatchDistance, old > 0 {
        text += "ns of a thread for a patch distance: \(old.fixed(1)) before, \(now.fixed(1)) now, "
        text += "ratio \((now / old).fixed(2))\n"
      }
      if let memory = entry.peakMemory, let old = before.peakMemory, old > 0 {
        text += "peak memory: \(old.inMegabytes) before, \(memory.inMegabytes) now, "
        text += "ratio \((Double(memory) / Double(old)).fixed(2))\n"
      }
    }
    return text
  }

  private static func compare(_ before: Double?, _ now: Double) -> [String] {
    guard let before else { return ["", now.fixed(3), ""] }
    // Both are shown to a millisecond; a ratio of less than that says nothing.
    return [before.fixed(3), now.fixed(3), before < 0.001 ? "" : (now / before).fixed(2)]
  }

  fileprivate static func header(_ columns: String...) -> String { row("stage", "level", columns) }

  fileprivate static func row(_ name: String, _ level: Int?, _ columns: [String]) -> String {
    row(name, level.map(String.init) ?? "", columns)
  }

  private static func row(_ name: String, _ level: String, _ columns: [String]) -> String {
    let start = name.padded(to: 12) + level.padded(to: 5, onTheLeft: true)
    return columns.reduce(start) { $0 + $1.padded(to: 11, onTheLeft: true) } + "\n"
  }
}

extension BenchReport.Entry {
  fileprivate var text: String {
    var text = "\(name): \(source[0])×\(source[1]) -> \(canvas[0])×\(canvas[1])\n"
    text += BenchReport.header("seconds")
    for stage in stages { text += BenchReport.row(stage.name, stage.level, [stage.seconds.fixed(3)]) }
    text += BenchReport.row("total", nil, [seconds.fixed(3)])
    text += "\((Double(newPixels) / 1e6).fixed(3)) new megapixels, \(newMegapixelsPerSecond.fixed(3)) a second\n"
    if let patchDistances, let nanoseconds = nanosecondsPerPatchDistance {
      text += "\((Double(patchDistances) / 1e6).fixed(1)) million patch distances, "
      text += "\(nanoseconds.fixed(1)) ns of a thread each\n"
    }
    if let peakMemory { text += "peak memory: \(peakMemory.inMegabytes)\n" }
    guard let first = scaling.first else { return text }
    text += BenchReport.row("threads", nil, ["seconds", "speed-up"])
    for scale in scaling {
      text += BenchReport.row(
        "\(scale.threads)", nil, [scale.seconds.fixed(3), (first.seconds / max(scale.seconds, 1e-9)).fixed(2)])
    }
    return text
  }
}
