import KernelInterface

/// The steps between neighbouring pixels of the estimate that their sources don't have.
///
/// Where two chunks of the source meet, the vote shows a step that neither of them knows of. The wanted step is the mean
/// of what the patch centred on each of the two pixels says; what the estimate has beyond it is to go.
struct SeamSteps {
  let level: LevelView
  let limit: Float

  init(_ level: LevelView, limit: Float) {
    self.level = level
    self.limit = limit
  }

  /// Writes, for each unknown pixel of `rows`, the sum over its neighbours of wanted less present steps.
  ///
  /// Beyond the canvas lies the mirror image of what is within.
  @inline(__always)
  func writeDivergence(rows: Range<Int>, into divergence: UnsafeMutablePointer<Float>) {
    for y in rows {
      let up = y > 0 ? -1 : 1
      let down = y &+ 1 < level.height ? 1 : -1
      for x in 0..<level.width where !isKnown(x: x, y: y) {
        let left = x > 0 ? -1 : 1
        let right = x &+ 1 < level.width ? 1 : -1
        let across = wantedStep(x: x, y: y, dx: left, dy: 0) + wantedStep(x: x, y: y, dx: right, dy: 0)
        let along = wantedStep(x: x, y: y, dx: 0, dy: up) + wantedStep(x: x, y: y, dx: 0, dy: down)
        let sum = across + along
        let place = divergence + (y &* level.width &+ x) &* 4
        for c in 0..<4 { place[c] = sum[c] }
      }
    }
  }

  @inline(__always)
  private func isKnown(x: Int, y: Int) -> Bool {
    let dx = x &- level.knownX
    let dy = y &- level.knownY
    return dx >= 0 && dy >= 0 && dx < level.knownWidth && dy < level.knownHeight
  }

  /// By how much the step from a pixel to its neighbour ought to change, fading to nothing for large changes: those
  /// are the edges of things.
  @inline(__always)
  private func wantedStep(x: Int, y: Int, dx: Int, dy: Int) -> SIMD4<Float> {
    let own = sourceStep(x: x, y: y, dx: dx, dy: dy)
    let isFree = !isKnown(x: x &+ dx, y: y &+ dy)
    // Twice the step, so that the mean of both opinions is an integer.
    let wanted = isFree ? own &- sourceStep(x: x &+ dx, y: y &+ dy, dx: -dx, dy: -dy) : own &* 2
    let pixel = UnsafePointer(level.estimate) + (y &* level.width &+ x) &* 4
    let present = difference(pixel, pixel + (dy &* level.width &+ dx) &* 4)
    let change = wanted &- present &* 2
    let largest = Float(max(abs(change.x), max(abs(change.y), abs(change.z)))) * 0.5
    let share = largest / limit
    return SIMD4<Float>(change) * (0.5 * max(0, 1 - share * share))
  }

  /// The step from a pixel to its neighbour in the source of the patch centred on the pixel.
  @inline(__always)
  private func sourceStep(x: Int, y: Int, dx: Int, dy: Int) -> SIMD4<Int32> {
    let column = min(max(x &- patchSide / 2, 0), level.targetColumns &- 1)
    let row = min(max(y &- patchSide / 2, 0), level.targetRows &- 1)
    let match = level.field[row &* level.targetColumns &+ column]
    let base = match.isFlipped ? level.flippedSource : level.source
    // A neighbour on the canvas is under the patch, too.
    let pixel = base + ((match.y &+ y &- row) &* level.knownWidth &+ match.x &+ x &- column) &* 4
    return difference(pixel, pixel + (dy &* level.knownWidth &+ dx) &* 4)
  }

  /// Colours of the second pixel less those of the first; the fourth channel is not blended.
  @inline(__always)
  private func difference(_ first: UnsafePointer<UInt8>, _ second: UnsafePointer<UInt8>) -> SIMD4<Int32> {
    SIMD4(
      Int32(second[0]) &- Int32(first[0]), Int32(second[1]) &- Int32(first[1]),
      Int32(second[2]) &- Int32(first[2]), 0)
  }
}

/// Adds the correction to the colours of the unknown pixels, rounded, within 0...255.
@inline(__always)
func correctRows(_ level: LevelView, rows: Range<Int>, by correction: PoissonGrid) {
  for y in rows {
    for x in 0..<level.width {
      let place = y &* level.width &+ x
      if correction.isFixed[place] != 0 { continue }
      for c in 0..<3 {
        let value = Float(level.estimate[place &* 4 &+ c]) + correction.values[place &* 4 &+ c]
        level.estimate[place &* 4 &+ c] = UInt8(truncatingIfNeeded: Int(min(max(value + 0.5, 0), 255)))
      }
    }
  }
}
