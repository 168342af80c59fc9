extension Measure {
  package static let keptRepainting = Measure(
    id: "kept.repainting", title: "Kept pixels: loss beyond the file format's own", unit: "dB", direction: .lower,
    decimals: 2, noticeable: 1)
}

/// Tells a model's repainting of the kept pixels from what the file format loses by itself; lower is better.
///
/// The difference in dB between the luminance PSNR that the format alone would leave, at the quality of the file at
/// hand, and the one that was found: 0 where the format explains everything, 3 where the squared error is twice what it
/// explains. Beyond 50 dB, where nobody sees a difference, nothing counts; so a lossless file scores 0 down to there.
package enum Repainting {
  /// In dB.
  private static let invisible = 50.0

  /// - Parameters:
  ///   - found: luminance PSNR of the kept pixels, in dB.
  ///   - formatLoss: luminance PSNR of the untouched source after the same format; nil for a lossless one.
  package static func excess(found: Double, formatLoss: Double?) -> Double {
    max(0, min(formatLoss ?? invisible, invisible) - min(found, invisible))
  }
}
