import Assessment
import Raster

/// A case as text for people.
struct ComparisonTable: CustomStringConvertible {
  var report: CaseReport
  var thresholds: Thresholds

  var description: String {
    var lines = [heading]
    if report.failure == nil {
      lines.append(Self.row(["measure", "hosted", "reference", "hosted is", "recorded", "  allowed"]))
      for measure in Measure.all {
        guard let value = report.hosted[measure] else { continue }
        lines.append(
          Self.row([
            measure.id, measure.text(value), report.reference[measure.id].map(measure.text) ?? "",
            report.comparison(measure)?.words ?? "", report.recorded[measure.id].map(measure.text) ?? "",
            thresholds.limits[measure.id].map { $0.text(measure) } ?? "",
          ]))
      }
    }
    return lines.joined(separator: "\n") + "\n" + verdict
  }

  /// The findings, a line each, and what they amount to.
  var verdict: String {
    if let failure = report.failure { return "\(report.name): NOT ASSESSED. \(failure)\n" }
    let noted = report.accepted.map { "  known: \($0.message)\n" }.joined()
    if report.findings.isEmpty { return "\(report.name): passed\n\(noted)" }
    let count = report.findings.count
    return "\(report.name): FAILED, \(count == 1 ? "1 finding" : "\(count) findings")\n"
      + report.findings.map { "  \($0.message)\n" }.joined() + noted
  }

  private var heading: String {
    guard let size = report.size else { return report.name }
    return "\(report.name): \(size) pixels"
  }

  private static func row(_ columns: [String]) -> String {
    let widths = [20, 14, 14, 13, 14, 0]
    var line = zip(columns, widths).enumerated().map { index, column in
      column.0.padded(to: column.1, onTheLeft: index == 1 || index == 2 || index == 4) + (index == 2 ? "  " : "")
    }.joined()
    while line.last == " " { line.removeLast() }
    return line
  }
}

extension Thresholds.Limit {
  /// Such as "at most 2.50 levels".
  func text(_ measure: Measure) -> String {
    [least.map { "  at least \(measure.text($0))" }, most.map { "  at most \(measure.text($0))" }]
      .compactMap(\.self).joined(separator: ",")
  }
}
