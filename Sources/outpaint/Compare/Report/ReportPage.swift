import Assessment
import TaskExecution

/// One page of HTML with everything in it: no other file, no address is needed to look at it.
struct ReportPage {
  var title: String
  var thresholds: Thresholds

  /// The cases, each with the number of its section if it has one.
  private var entries: [(report: CaseReport, section: Int?)] = []

  private var reports: [CaseReport] { entries.map(\.report) }
  private var sections: [String] = []

  init(title: String, thresholds: Thresholds) {
    self.title = title
    self.thresholds = thresholds
  }

  /// Adds a case with its pictures.
  mutating func add(_ outcome: CaseAssessor.Outcome) throws {
    var pictures: ReportPictures?
    if let loaded = outcome.loaded, let canvas = outcome.canvas {
      pictures = try ReportPictures(loaded, canvas: canvas, reference: outcome.reference)
    }
    let number = sections.count + 1
    sections.append(
      ReportSection(report: outcome.report, pictures: pictures, thresholds: thresholds, number: number).html)
    entries.append((outcome.report, number))
  }

  /// Adds a case to the list at the top only.
  mutating func addLine(_ report: CaseReport) { entries.append((report, nil)) }

  var html: String {
    let failed = reports.count { $0.verdict != .passed }
    let summary =
      failed == 0
      ? "\(reports.count == 1 ? "The picture" : "All \(reports.count) pictures") passed."
      : "\(failed) of \(reports.count) failed."
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title.inMarkup): \(summary)</title>
      <link rel="icon" href="data:,">
      <style>
      \(ReportStyle.css)
      </style>
      </head>
      <body>
      <header>
      <h1>\(title.inMarkup)</h1>
      <p>\(summary) Measured by outpaint \(Engine.version).</p>
      \(list)
      </header>
      <main>
      \(sections.joined(separator: "\n"))
      </main>
      <script>
      \(ReportScript.javaScript)
      </script>
      </body>
      </html>

      """
  }

  /// The cases with their verdicts; of a single one, its section says it.
  private var list: String {
    if reports.count < 2 { return "" }
    let rows = entries.map { report, section in
      let name = report.name.inMarkup
      let link = section.map { "<a href=\"#case-\($0)\">\(name)</a>" } ?? name
      let first = report.failure ?? report.findings.first?.message ?? ""
      return "<tr><td>\(link)</td><td>\(report.verdict.badge)</td><td>\(first.inMarkup)</td></tr>"
    }
    return """
      <div class="scroll"><table class="list">
      <thead><tr><th>Case</th><th>Verdict</th><th>First finding</th></tr></thead>
      <tbody>\(rows.joined(separator: "\n"))</tbody>
      </table></div>
      """
  }
}

extension CaseReport.Verdict {
  /// A word, with a colour that is not needed to read it.
  var badge: String {
    switch self {
    case .passed: "<span class=\"badge passed\">Passed</span>"
    case .failed: "<span class=\"badge failed\">Failed</span>"
    case .error: "<span class=\"badge failed\">Not assessed</span>"
    }
  }
}
