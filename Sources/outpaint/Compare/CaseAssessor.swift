import Assessment
import Raster
import TaskExecution

/// Assesses one case after the other, or several at once.
struct CaseAssessor: Sendable {
  var loader: CaseLoader
  var thresholds: Thresholds
  var engine: Engine

  /// Whether to measure a reference too.
  var usesReference = true

  /// Values of an earlier run.
  var baseline: Baseline?

  /// Threads for the fill of a reference; nil for one a processor.
  var threads: Int?

  /// What a case comes to, with the pictures for a report.
  struct Outcome: Sendable {
    var report: CaseReport

    /// What was read; nil where something could not be.
    var loaded: LoadedCase?

    /// The hosted picture brought onto the canvas.
    var canvas: Image?

    /// Nil where its measures were recorded before, or none was asked for.
    var reference: Image?
  }

  /// Never fails: what is wrong with a case is in its report.
  func assess(_ input: CaseInput, _ report: (Engine.Step) -> Void = { _ in }) -> Outcome {
    var result = CaseReport(name: input.name, picture: input.hosted, tags: input.tags)
    do {
      let loaded = try loader.load(input)
      let recorded = baseline?.cases[input.name]
      let assessment = loaded.assessHosted()
      result.size = loaded.hosted.image.size
      result.canvas = loaded.canvasSize
      result.placement = assessment.alignment.placement
      result.hosted = assessment.measurements
      result.recorded = recorded?.measures ?? [:]
      var outcome = Outcome(report: result, loaded: loaded, canvas: assessment.canvas)
      if usesReference {
        if let recorded, recorded.referenceKey == loaded.referenceKey, let values = recorded.reference {
          outcome.report.reference = values
        } else {
          let picture = try loaded.referencePicture(by: engine, threads: threads, report)
          outcome.reference = picture
          outcome.report.reference = loaded.assess(reference: picture).measurements.values
        }
      }
      judge(assessment, &outcome.report)
      return outcome
    } catch {
      result.failure = error.message
      return Outcome(report: result)
    }
  }

  private func judge(_ assessment: Assessment, _ report: inout CaseReport) {
    for finding in thresholds.findings(of: assessment, size: report.size ?? Size(width: 0, height: 0)) {
      // What was beyond its limit when the picture was recorded is known; it may not become worse.
      if let measure = finding.measure, let before = report.recorded[measure.id],
        let limit = thresholds.limits[measure.id], !limit.allows(before)
      {
        report.accepted.append(finding)
      } else {
        report.findings.append(finding)
      }
    }
    report.findings += thresholds.findings(
      of: report.hosted, against: { report.reference[$0.id] }, .reference)
    report.findings += thresholds.findings(of: report.hosted, against: { report.recorded[$0.id] }, .baseline)
  }
}
