internal import KernelInterface
internal import Raster

/// Removes the steps in colour where chunks of the source meet.
///
/// The vote copies colours; this asks for the gradients of the sources instead, as far as they differ by less than an
/// edge would: lap(v) - v / length² = div(wanted - present step), v = 0 on the photograph, added to the estimate. A
/// screened Poisson blend (Darabi et al. 2012, section 3.3; Bhat et al. 2008). Finer levels follow the estimate with
/// the constant shift that a match may have, so only the small levels need it.
struct SeamBlend {
  /// Largest level size at which seams are blended, in pixels.
  static let largestSize = 330

  /// A change by as much is an edge that is meant, in levels of intensity.
  private static let limit: Float = 40

  /// Distance over which the correction fades, as a share of the level size.
  ///
  /// Short: over long distances the gradients of copies add up to colours that the photograph doesn't have.
  private static let length = 0.06

  /// Blends the seams of the estimate of a level.
  static func apply(to level: Level, engine: Engine) {
    let geometry = level.geometry
    let known = geometry.known
    let correction = ScreenedPoisson(size: geometry.size, hasDivergence: true, engine: engine)
    for y in known.rows {
      for x in known.x..<known.maxX { correction.isFixed[y * geometry.size.width + x] = 1 }
    }
    let kernels = engine.kernels
    let view = level.view
    engine.bands.forEach(in: 0..<geometry.size.height, bandHeight: 16) { rows in
      // Each band writes its own rows of a buffer that the correction owns.
      unsafe kernels.seamDivergence(view, rows: rows, limit: Self.limit, into: correction.divergence.base)
    }
    let length = Self.length * Double(geometry.shortSide)
    correction.solve(screening: Float(1 / (length * length)), engine: engine)
    let grid = correction.view(gain: 0)
    engine.bands.forEach(in: 0..<geometry.size.height, bandHeight: 16) { rows in
      kernels.correct(view, rows: rows, by: grid)
    }
    withExtendedLifetime((level, correction)) {}
  }
}
