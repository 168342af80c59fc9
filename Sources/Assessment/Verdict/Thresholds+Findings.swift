package import Raster

extension Thresholds {
  /// What is wrong with a picture by itself: its geometry, and measures beyond their limits.
  ///
  /// - Parameter size: of the picture as it came.
  package func findings(of assessment: Assessment, size: Size) -> [Finding] {
    var findings: [Finding] = []
    let alignment = assessment.alignment
    if size != alignment.canvasSize {
      findings.append(
        Finding(
          .limit, nil,
          message: "The picture has \(size) pixels; the source and the edges make \(alignment.canvasSize)."))
    }
    if !alignment.isFound {
      let likeness = Measure.geometryCorrelation.text(alignment.correlation)
      findings.append(
        Finding(
          .limit, .geometryCorrelation, value: alignment.correlation, bound: SourceAlignment.leastCorrelation,
          message: "The source was not found in the picture: the likeness at the best place is \(likeness)."))
    }
    for measure in Measure.all {
      guard let limit = limits[measure.id], let value = assessment.measurements[measure], !limit.allows(value) else {
        continue
      }
      let isTooLow = value < limit.least ?? -.infinity
      let bound = (isTooLow ? limit.least : limit.most) ?? 0
      let side = assessment.measurements.sides(of: measure).first { $0.value == value }?.key
      let place = side.map { ", on the \($0.rawValue)" } ?? ""
      findings.append(
        Finding(
          .limit, measure, value: value, bound: bound,
          message: "\(measure.defect.capitalizedFirst): \(measure.id) is \(measure.text(value))\(place); "
            + "\(isTooLow ? "at least" : "at most") \(measure.text(bound)) is allowed."))
    }
    return findings
  }

  /// Where a picture is worse than another one by more than is allowed.
  ///
  /// - Parameters:
  ///   - other: values by the identifiers of measures.
  ///   - standard: what the other picture is.
  package func findings(
    of measurements: Measurements, against other: (Measure) -> Double?, _ standard: Finding.Standard
  ) -> [Finding] {
    let allowed = standard == .reference ? margins : tolerances
    let name = standard == .reference ? "the reference has" : "recorded was"
    return Measure.all.compactMap { measure in
      guard let margin = allowed[measure.id], let value = measurements[measure], let bound = other(measure),
        measure.badness(value) - measure.badness(bound) > margin
      else { return nil }
      return Finding(
        standard, measure, value: value, bound: bound,
        message: "\(measure.title): \(measure.id) is \(measure.text(value)), \(name) \(measure.text(bound)); "
          + "it may be worse by \(measure.text(margin)).")
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
