/// The steps of an estimate that its sources don't have, straight from the definition.
extension ReferenceLevel {
  /// The sum over the four neighbours of a pixel of wanted less present steps, 0 for a known one; beyond the canvas lies
  /// the mirror image.
  package func seamDivergence(x: Int, y: Int, limit: Float) -> [Float] {
    if isKnown(x: x, y: y) { return [0, 0, 0] }
    let horizontal = [x == 0 ? 1 : x - 1, x == width - 1 ? x - 1 : x + 1].map { change(x, y, to: $0, y, limit: limit) }
    let vertical = [y == 0 ? 1 : y - 1, y == height - 1 ? y - 1 : y + 1].map { change(x, y, to: x, $0, limit: limit) }
    return (0..<3).map { (horizontal[0][$0] + horizontal[1][$0]) + (vertical[0][$0] + vertical[1][$0]) }
  }

  /// Wanted less present step from a pixel to its neighbour, less of it the larger it is.
  ///
  /// What lies between the steps of both sources is wanted.
  private func change(_ x: Int, _ y: Int, to nextX: Int, _ nextY: Int, limit: Float) -> [Float] {
    let own = sourceStep(x, y, to: nextX, nextY)
    let others = isKnown(x: nextX, y: nextY) ? own : sourceStep(nextX, nextY, to: x, y).map { -$0 }
    let changes = (0..<3).map { c in
      let present = estimate[nextX, nextY, c] - estimate[x, y, c]
      return Float(min(max(present, min(own[c], others[c])), max(own[c], others[c])) - present)
    }
    let largest = changes.map { abs($0) }.max() ?? 0
    let share = max(0, 1 - (largest / limit) * (largest / limit))
    return changes.map { $0 * share }
  }

  /// The step from a pixel to its neighbour in the source of the patch centred on the pixel, or the nearest to that.
  private func sourceStep(_ x: Int, _ y: Int, to nextX: Int, _ nextY: Int) -> [Int] {
    let corner = (x: min(max(x - 4, 0), targetColumns - 1), y: min(max(y - 4, 0), targetRows - 1))
    let match = field[index(x: corner.x, y: corner.y)]
    return (0..<3).map { c in
      sample(match, dx: nextX - corner.x, dy: nextY - corner.y, channel: c)
        - sample(match, dx: x - corner.x, dy: y - corner.y, channel: c)
    }
  }
}
