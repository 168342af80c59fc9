package import Raster

extension Measure {
  package static let geometryOffset = Measure(
    id: "geometry.offset", title: "Geometry: displacement of the source", unit: "px", direction: .lower, decimals: 2,
    noticeable: 0.5)

  package static let geometryScale = Measure(
    id: "geometry.scale", title: "Geometry: change of the source's size", unit: "%", direction: .lower, decimals: 2,
    noticeable: 0.1)

  package static let geometryCorrelation = Measure(
    id: "geometry.correlation", title: "Geometry: likeness to the source where it was found", unit: "",
    direction: .higher, decimals: 4, noticeable: 0.02)
}

/// Where the source lies in a picture that was made from it, whether or not that is where it should.
///
/// The expected places are tried first and refined over a pyramid of sizes (`PlacementFit`); where nothing like the
/// source is there, it is looked for at every place and scale (`PlacementSearch`). Changes of brightness and contrast do
/// not matter. ``offset`` is the longest way of a corner of the source from its expected place; lower is better.
package struct SourceAlignment: Hashable, Sendable {
  /// In pixels of the picture.
  package let placement: Placement

  /// The size that the picture should have.
  package let canvasSize: Size

  /// The correlation of the source with the picture there, -1...1.
  package let correlation: Double

  /// How far the source's corners are from where they should be, in pixels.
  package let offset: Double

  /// By how much the source is larger or smaller than it should be, in percent, in the direction where that is more.
  package var scaleChange: Double {
    100 * max((placement.scaleX - 1).magnitude, (placement.scaleY - 1).magnitude)
  }

  /// Whether the source is in the picture at all.
  package var isFound: Bool { correlation >= Self.leastCorrelation }

  /// Below, two pictures have no more in common than any two photographs.
  static let leastCorrelation = 0.6

  /// From here on no better place is looked for.
  private static let certainCorrelation = 0.93

  /// - Parameters:
  ///   - source: luminance.
  ///   - edges: by how much the picture should be larger.
  ///   - picture: luminance.
  package init(of source: Plane<Float>, edges: EdgeAmounts, in picture: Plane<Float>) {
    let expected = Placement(x: Double(edges.left), y: Double(edges.top))
    canvasSize = edges.canvasSize(for: source.size)
    let fits = Self.fits(source, picture)
    var starts = [expected]
    if picture.size != canvasSize {
      let scaleX = Double(picture.width) / Double(canvasSize.width)
      let scaleY = Double(picture.height) / Double(canvasSize.height)
      starts.append(Placement(x: expected.x * scaleX, y: expected.y * scaleY, scaleX: scaleX, scaleY: scaleY))
      // The canvas may have been cut or padded around its middle.
      starts.append(
        Placement(
          x: expected.x + Double(picture.width - canvasSize.width) / 2,
          y: expected.y + Double(picture.height - canvasSize.height) / 2))
    }
    var best = expected
    var correlation = fits[0].correlation(at: expected)
    func consider(_ start: Placement) {
      let refined = Self.refined(start, by: fits)
      let found = fits[0].correlation(at: refined)
      // A move has to explain a tenth of what does not agree yet, or else it follows noise.
      if 1 - found < 0.9 * (1 - correlation) {
        best = refined
        correlation = found
      }
    }
    if correlation < 0.999_999 {
      for start in starts { consider(start) }
      if correlation < Self.certainCorrelation {
        for start in PlacementSearch.candidates(source, in: picture) { consider(start) }
      }
    }
    placement = best
    self.correlation = correlation
    offset = best.distance(to: expected, size: source.size)
  }

  /// Fits at full size, half, and so on.
  private static func fits(_ source: Plane<Float>, _ picture: Plane<Float>) -> [PlacementFit] {
    var (source, picture) = (source, picture)
    var fits = [PlacementFit(source, in: picture)]
    while min(source.width, source.height) >= 32 && min(picture.width, picture.height) >= 32 && fits.count < 7 {
      source = source.halved()
      picture = picture.halved()
      fits.append(PlacementFit(source, in: picture))
    }
    return fits
  }

  private static func refined(_ start: Placement, by fits: [PlacementFit]) -> Placement {
    var placement = start
    for (level, fit) in fits.enumerated().reversed() {
      let factor = Double(1 << level)
      placement = fit.refined(placement.scaled(by: 1 / factor)).scaled(by: factor)
    }
    return placement
  }
}
