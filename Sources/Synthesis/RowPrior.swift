internal import KernelInterface
internal import Raster

/// How much the row of a patch says about what it shows.
///
/// In a landscape everything: sky is above, and a far row explains nothing. Coffee beans look the same everywhere, and
/// a prior that keeps sources in their rows would only use up the few that lie near the border. Where rows say little,
/// columns do too, so the same share goes for both.
enum RowPrior {
  /// Corners from one sample to the next, in both directions.
  private static let step = 4

  /// Rows that count as near and as far, as shares of the height.
  private static let near = 0.2
  private static let far = 0.3

  /// Mean squared difference below which nobody sees one.
  private static let noise: Float = 4

  /// Ratio of the differences from near and from far rows at which the prior starts to fade, and at which it has.
  private static let fading: (start: Double, end: Double) = (0.92, 1.02)

  /// What is left of the prior then.
  private static let rest = 0.2

  /// The share of the row prior that a source calls for, 0.2...1.
  ///
  /// In a source that repeats itself a row a whole number of periods away is the same row.
  static func share(_ similarity: SelfSimilarity, periods: Periods?) -> Double {
    if periods?.across != nil || periods?.down != nil { return rest }
    let progress = (ratio(similarity) - fading.start) / (fading.end - fading.start)
    return 1 - (1 - rest) * min(max(progress, 0), 1)
  }

  /// Mean difference of the patches from their best match in near rows over that in far rows; 0 for a source that is
  /// too low to tell.
  static func ratio(_ similarity: SelfSimilarity) -> Double {
    let height = Double(similarity.size.height)
    let nearCosts = similarity.costs(step: step, rowDistances: 0..<Int(near * height)).costs
    let farCosts = similarity.costs(step: step, rowDistances: Int(far * height)..<similarity.size.height).costs
    var sums: (near: Float, far: Float) = (0, 0)
    for (near, far) in zip(nearCosts, farCosts) where near < unlimitedCost && far < unlimitedCost {
      sums.near += difference(near)
      sums.far += difference(far)
    }
    return sums.far > 0 ? Double(sums.near / sums.far) : 0
  }

  private static func difference(_ cost: Int32) -> Float {
    (Float(max(0, cost)) / Float(CostModel.scale) + noise).squareRoot()
  }
}
