import Assessment
import Foundation
import Raster

/// The part of a page that shows one case.
struct ReportSection {
  var report: CaseReport
  var pictures: ReportPictures?
  var thresholds: Thresholds

  /// From 1 on; makes identifiers in the page unique.
  var number: Int

  var html: String {
    """
    <section class="case" id="case-\(number)">
    <h2>\(report.name.inMarkup) \(report.verdict.badge)</h2>
    \(facts)
    \(findings)
    \(pictures.map(viewer) ?? "")
    \(pictures.map(seams) ?? "")
    \(table)
    </section>
    """
  }

  private var facts: String {
    guard let size = report.size, let canvas = report.canvas, let place = report.placement else { return "" }
    let tags = report.tags.isEmpty ? "" : " Tags: \(report.tags.joined(separator: ", ").inMarkup)."
    return """
      <p>\(size) pixels; the request makes \(canvas). The source lies at (\(place.x.rounded(to: 2)), \
      \(place.y.rounded(to: 2))), scaled by \(place.scaleX.rounded(to: 4)) × \(place.scaleY.rounded(to: 4)).\(tags)</p>
      """
  }

  private var findings: String {
    if let failure = report.failure { return "<p class=\"finding\">\(failure.inMarkup)</p>" }
    let found = report.findings.map { "<li>\($0.message.inMarkup)</li>" }
    let accepted = report.accepted.map { "<li>Known since it was recorded: \($0.message.inMarkup)</li>" }
    if found.isEmpty && accepted.isEmpty { return "<p>Nothing was found to be wrong.</p>" }
    return "<ul class=\"findings\">\((found + accepted).joined(separator: "\n"))</ul>"
  }

  private func viewer(_ pictures: ReportPictures) -> String {
    let ids = pictures.layers.map(\.id)
    let right = ids.contains("reference") ? "reference" : ids.contains("truth") ? "truth" : "before"
    func options(_ selected: String) -> String {
      pictures.layers.map {
        "<option value=\"\($0.id)\"\($0.id == selected ? " selected" : "")>\($0.title)</option>"
      }.joined()
    }
    let images = pictures.layers.map {
      "<img data-layer=\"\($0.id)\" alt=\"\($0.title)\" src=\"\($0.address)\" draggable=\"false\">"
    }
    return """
      <div class="viewer">
      <div class="choices">
      <label>Left <select data-role="left">\(options("hosted"))</select></label>
      <label>Right <select data-role="right">\(options(right))</select></label>
      </div>
      <div class="stage" data-role="stage" style="aspect-ratio: \(report.canvas?.width ?? 1) / \(report.canvas?.height ?? 1)">
      \(images.joined(separator: "\n"))
      <div class="divider" data-role="divider" aria-hidden="true"></div>
      </div>
      <input type="range" min="0" max="100" step="0.1" value="50" aria-label="Share of the left picture, in percent" \
      data-role="share">
      <p class="note">Drag in the picture, or use the bar below it. In differences, black is none and white 64 levels or \
      more.</p>
      </div>
      """
  }

  private func seams(_ pictures: ReportPictures) -> String {
    let rows = pictures.seams.map { seam in
      let figures = seam.pictures.map { picture in
        let place = (seam.border * 100).rounded(to: 2)
        let mark = seam.isVertical ? "left: \(place)%" : "top: \(place)%"
        return """
          <figure>
          <div class="window \(seam.isVertical ? "upright" : "level")"><img alt="\(seam.side.rawValue) seam, \
          \(picture.title.lowercased())" src="\(picture.address)" width="\(4 * seam.width)" height="\(4 * seam.height)">\
          <i style="\(mark)"></i></div>
          <figcaption>\(picture.title)</figcaption>
          </figure>
          """
      }
      return
        "<h4>\(seam.side.rawValue.capitalized)</h4>\n<div class=\"strips\">\(figures.joined(separator: "\n"))</div>"
    }
    return rows.isEmpty
      ? ""
      : "<h3>Seams, enlarged</h3>\n<p class=\"note\">Ticks mark where the source ends.</p>\n"
        + rows.joined(separator: "\n")
  }

  private var table: String {
    if report.failure != nil { return "" }
    let hasReference = !report.reference.isEmpty
    let hasRecorded = !report.recorded.isEmpty
    let rows = Measure.all.compactMap { measure -> String? in
      guard let value = report.hosted[measure] else { return nil }
      let comparison = report.comparison(measure)
      let isBad = report.findings.contains { $0.measure == measure }
      var cells = "<th scope=\"row\">\(measure.title.inMarkup)<br><code>\(measure.id)</code></th>"
      cells += "<td\(isBad ? " class=\"bad\"" : "")>\(measure.text(value).inMarkup)\(isBad ? " (finding)" : "")</td>"
      if hasReference {
        cells += "<td>\(report.reference[measure.id].map { measure.text($0).inMarkup } ?? "–")</td>"
        cells += "<td class=\"\(comparison?.rawValue ?? "none")\">\(comparison?.words ?? "–")</td>"
      }
      if hasRecorded { cells += "<td>\(report.recorded[measure.id].map { measure.text($0).inMarkup } ?? "–")</td>" }
      cells += "<td>\(measure.direction.words)</td>"
      let limit = thresholds.limits[measure.id].map { $0.text(measure).trimmingSpaces.inMarkup } ?? "–"
      return "<tr>\(cells)<td>\(limit)</td></tr>"
    }
    let heads =
      ["Measure", "Hosted"] + (hasReference ? ["Reference", "Hosted is"] : []) + (hasRecorded ? ["Recorded"] : [])
      + ["Better is", "Allowed"]
    return """
      <h3>Measures</h3>
      <div class="scroll"><table>
      <thead><tr>\(heads.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table></div>
      """
  }
}

extension Measure.Direction {
  fileprivate var words: String {
    switch self {
    case .higher: "higher"
    case .lower: "lower"
    case .toward(let ideal): "closer to \(ideal.rounded(to: 0))"
    }
  }
}

extension String {
  fileprivate var trimmingSpaces: String { String(drop { $0 == " " }) }
}
