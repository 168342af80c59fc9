/// From where on a picture counts as bad: by itself, beside the reference, and beside what it was.
package struct Thresholds: Hashable, Sendable {
  /// The values that a good picture has; nil for no limit on that side.
  package struct Limit: Hashable, Sendable {
    package var least: Double?
    package var most: Double?

    package init(least: Double? = nil, most: Double? = nil) {
      self.least = least
      self.most = most
    }

    package func allows(_ value: Double) -> Bool {
      value >= least ?? -.infinity && value <= most ?? .infinity
    }
  }

  /// Limits by the identifiers of measures.
  package var limits: [String: Limit]

  /// By how much a picture may be worse than the reference, by the identifiers of measures.
  package var margins: [String: Double]

  /// By how much a picture may be worse than it was when it was recorded, by the identifiers of measures.
  package var tolerances: [String: Double]

  /// What holds unless a file says otherwise.
  ///
  /// The limits were set on 27 photographs cropped by a fifth: what was cropped off, with and without JPEG at quality 85,
  /// stays inside all of them; a blur of it, a step of 6 levels, a shift of 3 pixels or a mirror in its place do not.
  /// Content decides how much texture, noise and repetition a picture should have, so these have none.
  package static let standard = Thresholds(
    limits: [
      Measure.geometryOffset.id: Limit(most: 0.75),
      Measure.keptRepainting.id: Limit(most: 3),
      Measure.keptTint.id: Limit(most: 0.5),
      Measure.seamGradient.id: Limit(most: 3),
      Measure.seamStep.id: Limit(most: 2.5),
      Measure.seamColor.id: Limit(most: 5),
      Measure.seamOffset.id: Limit(most: 1.5),
      Measure.sharpnessSeam.id: Limit(least: -1.4),
      Measure.mirror.id: Limit(most: 0.8),
      Measure.strangeColors.id: Limit(most: 35),
      Measure.deadArea.id: Limit(most: 35),
      Measure.truthOffset.id: Limit(most: 1),
      Measure.truthSharpness.id: Limit(least: -2.5),
    ],
    margins: [
      Measure.seamGradient.id: 2,
      Measure.seamStep.id: 2,
      Measure.seamColor.id: 3,
      Measure.sharpnessSeam.id: 1.2,
      Measure.mirror.id: 0.4,
      Measure.strangeColors.id: 30,
      Measure.deadArea.id: 30,
    ],
    tolerances: Dictionary(uniqueKeysWithValues: Measure.all.map { ($0.id, $0.noticeable) }))
}
