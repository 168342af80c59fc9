import Assessment
import Raster

/// What came of a case.
struct CaseReport: Sendable {
  enum Verdict: String, Codable, Sendable {
    case passed, failed
    /// The picture could not be assessed.
    case error
  }

  /// The values of one picture, whether measured now or recorded before.
  typealias Values = [String: Double]

  var name: String
  var picture: String
  var tags: [String] = []

  /// Why the picture could not be assessed.
  var failure: String?

  var size: Size?
  var canvas: Size?
  var placement: Placement?

  var hosted = Measurements()

  /// By the identifiers of measures; empty where there is no reference.
  var reference: Values = [:]

  /// By the identifiers of measures; empty where nothing was recorded.
  var recorded: Values = [:]

  /// What makes the case fail.
  var findings: [Finding] = []

  /// What was wrong when the picture was recorded already.
  var accepted: [Finding] = []

  var verdict: Verdict { failure != nil ? .error : findings.isEmpty ? .passed : .failed }

  /// How the hosted picture compares with the reference; nil where one of them has no value.
  func comparison(_ measure: Measure) -> Measure.Comparison? {
    guard let value = hosted[measure], let other = reference[measure.id] else { return nil }
    return measure.compare(value, with: other)
  }
}

extension Measurements {
  /// The values by the identifiers of their measures.
  var values: CaseReport.Values {
    Measure.all.reduce(into: [:]) { $0[$1.id] = self[$1] }
  }
}

extension Measure.Comparison {
  /// In words, seen from the picture that was assessed.
  var words: String {
    switch self {
    case .better: "better"
    case .equal: "about equal"
    case .worse: "worse"
    }
  }
}
