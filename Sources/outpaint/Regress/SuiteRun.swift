import Foundation
import Raster

/// Assesses the cases of a suite side by side.
struct SuiteRun: Sendable {
  var lines: [Suite.Line]
  var assessor: CaseAssessor

  /// What came of each line, in their order.
  func outcomes(jobs: Int, quiet: Bool) -> [CaseAssessor.Outcome] {
    let printer = ProgressPrinter(
      label: "\(lines.count) cases", style: StandardError.isTerminal && !quiet ? .bar : .silent)
    let results = Results(count: lines.count, printer: printer)
    RowBands(threads: jobs).forEach(in: 0..<lines.count, bandHeight: 1) { range in
      for index in range {
        results.set(index, outcome(lines[index]))
      }
    }
    printer.finish()
    return results.values
  }

  private func outcome(_ line: Suite.Line) -> CaseAssessor.Outcome {
    switch line.content {
    case .failure(let failure):
      var report = CaseReport(name: line.name, picture: "")
      report.failure = failure.message
      return CaseAssessor.Outcome(report: report)
    case .success(let input):
      var outcome = assessor.assess(input)
      // Pictures of hundreds of cases are too much to hold.
      outcome.canvas = nil
      outcome.reference = nil
      outcome.loaded?.release()
      return outcome
    }
  }

  /// A case once more, this time with its pictures.
  static func pictured(_ input: CaseInput, by assessor: CaseAssessor) -> CaseAssessor.Outcome {
    var outcome = assessor.assess(input)
    if outcome.reference == nil, assessor.usesReference, let loaded = outcome.loaded {
      outcome.reference = try? loaded.referencePicture(by: assessor.engine, threads: nil)
    }
    return outcome
  }

  /// Outcomes as they come in from several threads; the lock guards them and the printer.
  private final class Results: @unchecked Sendable {
    private let lock = NSLock()
    private var outcomes: [CaseAssessor.Outcome?]
    private var done = 0

    private let printer: ProgressPrinter

    init(count: Int, printer: ProgressPrinter) {
      outcomes = Array(repeating: nil, count: count)
      self.printer = printer
    }

    func set(_ index: Int, _ outcome: CaseAssessor.Outcome) {
      lock.withLock {
        outcomes[index] = outcome
        done += 1
        printer.report(Double(done) / Double(outcomes.count))
      }
    }

    var values: [CaseAssessor.Outcome] { lock.withLock { outcomes.compactMap(\.self) } }
  }
}
