import Raster

extension Measure {
  package static let textureNear = Measure(
    id: "texture.near", title: "Texture energy, up to 24 pixels from the border", unit: "log₂", direction: .toward(0),
    decimals: 2, noticeable: 0.5)

  package static let textureMiddle = Measure(
    id: "texture.middle", title: "Texture energy, 24 to 96 pixels from the border", unit: "log₂",
    direction: .toward(0), decimals: 2, noticeable: 0.5)

  package static let textureFar = Measure(
    id: "texture.far", title: "Texture energy, beyond 96 pixels from the border", unit: "log₂", direction: .toward(0),
    decimals: 2, noticeable: 0.5)
}

/// How much fine texture the new region has at growing distances from the border, against the known region beside it.
///
/// The energy is (L - G₁.₅ * L)², L the luminance and G a Gaussian. For pieces of 32 pixels along the border,
/// log₂((E_new + ¼) / (E_known + ¼)), the known region being taken as deep as the new one is; the mean over all pieces.
/// 0 is as much texture as there; -1 half, which reads as blur; +1 twice as much, which reads as noise.
enum TextureEnergy {
  /// What ``bands(_:)`` gives, in its order.
  static let measures: [Measure] = [.textureNear, .textureMiddle, .textureFar]

  /// Distances from the border at which one band ends and the next begins.
  private static let limits = [0, 24, 96, Int.max]

  /// A quarter of a squared level: below, texture is only the rounding of samples.
  private static let floor = 0.25

  private static let piece = 32

  /// The plane that ``bands(_:)`` looks at.
  static func energy(of luminance: Plane<Float>) -> Plane<Float> {
    let smooth = SeparableFilter(gaussian: 1.5, radius: 4)(luminance)
    return Plane.combined(luminance, smooth) { ($0 - $1) * ($0 - $1) }
  }

  /// For each of the three bands, the value of one side; nil where the new region does not reach that far.
  static func bands(_ strip: BorderStrip) -> [Double?] {
    let sums = SummedArea(strip.plane)
    let depth = min(max(strip.new, limits[1]), strip.known)
    let pieces = strip.length / piece
    return zip(limits, limits.dropFirst()).map { start, end in
      guard strip.new >= start + 4, pieces > 0, depth > 0 else { return nil }
      let band = start..<min(end, strip.new)
      let ratios = (0..<pieces).map { index in
        let x = index * piece
        let known = sums.mean(Rect(x: x, y: strip.known - depth, width: piece, height: depth))
        let new = sums.mean(Rect(x: x, y: strip.known + band.lowerBound, width: piece, height: band.count))
        return Mathematics.binaryLogarithm((new + floor) / (known + floor))
      }
      return ratios.mean
    }
  }
}
