import Assessment
import Foundation
import Raster
import TaskExecution

/// The file `report.json`: everything that was measured and found, for programs.
struct JSONReport: Codable, Sendable {
  struct Case: Codable, Sendable {
    var name: String
    var picture: String
    var tags: [String]
    var verdict: CaseReport.Verdict

    /// Why the picture could not be assessed.
    var error: String?

    /// Width and height of the picture, and of the canvas that was asked for.
    var size: [Int]?
    var canvas: [Int]?

    var source: Place?
    var findings: [Found]
    var accepted: [Found]
    var measures: [Value]
  }

  /// Where the source lies in the picture.
  struct Place: Codable, Sendable {
    var x: Double
    var y: Double
    var scaleX: Double
    var scaleY: Double
  }

  struct Found: Codable, Sendable {
    var standard: String
    var measure: String?
    var value: Double?
    var bound: Double?
    var message: String
  }

  struct Value: Codable, Sendable {
    var id: String
    var title: String
    var unit: String

    /// "higher", "lower" or "toward 1".
    var better: String

    var hosted: Double
    var reference: Double?
    var recorded: Double?

    /// The hosted picture beside the reference: "better", "equal" or "worse".
    var comparison: String?

    /// The hosted picture's values of single sides.
    var sides: [String: Double]?
  }

  var version: String
  var cases: [Case]

  init(_ reports: [CaseReport]) {
    version = Engine.version
    cases = reports.map { report in
      Case(
        name: report.name, picture: report.picture, tags: report.tags, verdict: report.verdict, error: report.failure,
        size: report.size.map { [$0.width, $0.height] }, canvas: report.canvas.map { [$0.width, $0.height] },
        source: report.placement.map {
          Place(x: $0.x.short, y: $0.y.short, scaleX: $0.scaleX.short, scaleY: $0.scaleY.short)
        },
        findings: report.findings.map(Found.init), accepted: report.accepted.map(Found.init),
        measures: Measure.all.compactMap { Value($0, in: report) })
    }
  }

  /// Indented, members in alphabetical order.
  var bytes: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
  }
}

extension JSONReport.Found {
  init(_ finding: Finding) {
    self.init(
      standard: finding.standard.rawValue, measure: finding.measure?.id, value: finding.value?.short,
      bound: finding.bound?.short, message: finding.message)
  }
}

extension JSONReport.Value {
  init?(_ measure: Measure, in report: CaseReport) {
    guard let hosted = report.hosted[measure] else { return nil }
    let better =
      switch measure.direction {
      case .higher: "higher"
      case .lower: "lower"
      case .toward(let ideal): "toward \(ideal.rounded(to: 0))"
      }
    let sides = report.hosted.sides(of: measure)
    self.init(
      id: measure.id, title: measure.title, unit: measure.unit, better: better, hosted: hosted.short,
      reference: report.reference[measure.id]?.short, recorded: report.recorded[measure.id]?.short,
      comparison: report.comparison(measure)?.rawValue,
      sides: sides.isEmpty ? nil : .init(uniqueKeysWithValues: sides.map { ($0.key.rawValue, $0.value.short) }))
  }
}

extension Double {
  /// Without the digits that say nothing: six behind the point.
  var short: Double { (self * 1e6).rounded() / 1e6 }
}
