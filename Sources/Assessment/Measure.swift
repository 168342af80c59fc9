/// A number that a picture is judged by: what it is called, and what it says.
///
/// Each is declared beside the code that computes it, with its formula and the paper that it comes from.
package struct Measure: Hashable, Sendable {
  /// Which of two values is better.
  package enum Direction: Hashable, Sendable {
    case higher
    case lower
    /// The closer to this value, the better.
    case toward(Double)
  }

  /// The name in reports and files of thresholds, such as `seam.step`.
  package let id: String

  /// The name for people.
  package let title: String

  /// Such as "dB"; empty for a number without one.
  package let unit: String

  package let direction: Direction

  /// Digits behind the point that are worth showing.
  package let decimals: Int

  /// The smallest change that matters: less is called equal, and is no change for the worse.
  package let noticeable: Double

  /// Every measure, in the order of reports.
  package static let all: [Measure] = [
    .geometryOffset, .geometryScale, .geometryCorrelation,
    .keptPSNR, .keptSSIM, .keptMSSSIM, .keptLargest, .keptColorMean, .keptColorHigh, .keptTint, .keptRepainting,
    .seamGradient, .seamStep, .seamColor, .seamOffset,
    .textureNear, .textureMiddle, .textureFar, .sharpnessSeam, .sharpnessRegion, .noise,
    .repetition, .mirror, .coherence, .completeness, .strangeColors, .flatArea, .deadArea,
    .truthPSNR, .truthSSIM, .truthMSSSIM, .truthOffset, .truthSharpness, .truthTone,
  ]

  package static func named(_ id: String) -> Measure? { all.first { $0.id == id } }

  /// How far a value is from the best one in the direction that counts; larger is worse.
  ///
  /// For ``Direction/higher`` that is the negated value.
  package func badness(_ value: Double) -> Double {
    switch direction {
    case .higher: -value
    case .lower: value
    case .toward(let ideal): (value - ideal).magnitude
    }
  }

  /// How one value compares with another.
  package enum Comparison: String, Hashable, Sendable {
    case better, equal, worse
  }

  /// How `value` compares with `other`, changes that do not matter being equal.
  package func compare(_ value: Double, with other: Double) -> Comparison {
    let change = badness(value) - badness(other)
    if change.magnitude < noticeable { return .equal }
    return change < 0 ? .better : .worse
  }
}

/// The values of one picture; a measure that does not apply to it has none.
package struct Measurements: Hashable, Sendable {
  private var values: [String: Double] = [:]
  private var parts: [String: [Side: Double]] = [:]

  package init() {}

  package subscript(measure: Measure) -> Double? {
    get { values[measure.id] }
    set { values[measure.id] = newValue }
  }

  /// The values of single sides, for measures that are taken along the border.
  package func sides(of measure: Measure) -> [Side: Double] { parts[measure.id] ?? [:] }

  mutating func set(_ measure: Measure, to value: Double?, sides: [Side: Double]) {
    values[measure.id] = value
    parts[measure.id] = sides
  }

  /// Takes the value that is worst among the sides, and keeps them all.
  mutating func setWorst(_ measure: Measure, of sides: [Side: Double]) {
    parts[measure.id] = sides
    // In the order of the sides, so that of two equals it is always the same one.
    values[measure.id] =
      Side.allCases.compactMap { sides[$0] }.max { measure.badness($0) < measure.badness($1) }
  }
}
