import Foundation
import TaskExecution
import TaskSchema

/// What `outpaint regress --record` keeps of a suite.
struct Baseline: Codable, Hashable, Sendable {
  struct Case: Codable, Hashable, Sendable {
    /// Hash of the hosted file.
    var picture: String

    /// Hash of all that the reference follows from, the engine's version included.
    var referenceKey: String

    /// By the identifiers of measures.
    var measures: [String: Double]

    /// Those of the reference; nil where none was made.
    var reference: [String: Double]?
  }

  /// The form of this file.
  static let format = 1

  var format: Int
  var engine: String

  /// By name.
  var cases: [String: Case]

  init() {
    format = Self.format
    engine = Engine.version
    cases = [:]
  }

  init(reading path: String) throws(CommandFailure) {
    let bytes = try InputFile.read(path)
    do {
      self = try JSONDecoder().decode(Baseline.self, from: Data(bytes))
    } catch {
      throw CommandFailure(.badInput, "\(path) is no baseline of `outpaint regress --record`.")
    }
    if format != Self.format {
      throw CommandFailure(
        .badInput, "\(path) is a baseline of form \(format); this version reads form \(Self.format). Record it anew.")
    }
  }

  mutating func add(_ outcome: CaseAssessor.Outcome) {
    guard let loaded = outcome.loaded else { return }
    let reference = outcome.report.reference
    cases[outcome.report.name] = Case(
      picture: Self.hash(of: loaded.hosted.bytes), referenceKey: loaded.referenceKey,
      measures: outcome.report.hosted.values.mapValues(\.short),
      reference: reference.isEmpty ? nil : reference.mapValues(\.short))
  }

  var bytes: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
  }

  static func hash(of file: [UInt8]) -> String {
    var hash = StableHash()
    hash.add(file)
    return hash.uuid.text
  }
}
