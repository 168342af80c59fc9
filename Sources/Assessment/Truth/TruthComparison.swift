import Raster

/// A canvas and its truth with local means removed, at two sizes, to find displacements in.
struct TruthComparison {
  private let full: (Plane<Float>, Plane<Float>)
  private let half: (Plane<Float>, Plane<Float>)
  private let kept: Rect

  init(_ canvas: Plane<Float>, _ truth: Plane<Float>, kept: Rect) {
    func highPass(_ plane: Plane<Float>, _ width: Int) -> Plane<Float> {
      Plane.combined(plane, SeparableFilter(boxOf: width)(plane)) { $0 - $1 }
    }
    full = (highPass(canvas, 13), highPass(truth, 13))
    half = (highPass(canvas.halved(), 9), highPass(truth.halved(), 9))
    self.kept = kept
  }

  /// See `TruthOffset`.
  func offset(_ side: Side) -> Double? {
    let small = kept.reduced(by: 2, inside: half.0.size)
    func pair(_ planes: (Plane<Float>, Plane<Float>), _ rect: Rect, _ depth: Int) -> (BorderStrip, BorderStrip) {
      (
        BorderStrip(side, of: planes.0, kept: rect, depth: depth),
        BorderStrip(side, of: planes.1, kept: rect, depth: depth)
      )
    }
    return TruthOffset.value(
      full: pair(full, kept, TruthOffset.depth), half: pair(half, small, TruthOffset.depth / 2))
  }
}
