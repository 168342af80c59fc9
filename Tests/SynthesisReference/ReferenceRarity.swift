/// How badly the rest of a source explains one of its patches.
package struct ReferenceRarity: Sendable {
  package var source: ReferencePicture

  /// Patches whose columns and rows both differ by less are the same thing.
  package var distance: Int

  /// How many rows away a match may lie.
  package var rowDistances: Range<Int>

  /// Largest constant shift of a patch, as a sum over 64 pixels.
  package var biasLimit: Int

  package init(source: ReferencePicture, distance: Int, rowDistances: Range<Int>, biasLimit: Int) {
    self.source = source
    self.distance = distance
    self.rowDistances = rowDistances
    self.biasLimit = biasLimit
  }

  /// The least cost of any patch far enough away, plain or mirrored, on a quincunx of corners; nil without any.
  package func cost(x: Int, y: Int) -> Int? {
    let mirrored = source.mirrored
    let moments = source.patchMoments
    let columns = source.width - 7
    var best: Int?
    for otherY in 0..<source.height - 7 {
      for otherX in 0..<columns where (otherX + otherY) % 2 == 0 {
        if abs(otherX - x) < distance && abs(otherY - y) < distance { continue }
        if !rowDistances.contains(abs(otherY - y)) { continue }
        let gain = ReferenceLevel.shiftGain(
          (0..<3).map { moments[(y * columns + x) * 4 + $0] - moments[(otherY * columns + otherX) * 4 + $0] },
          limit: biasLimit)
        let plain = squaredDistance(x: x, y: y, source, x: otherX, y: otherY)
        let flipped = squaredDistance(x: x, y: y, mirrored, x: columns - 1 - otherX, y: otherY)
        best = min(best ?? .max, min(plain, flipped) - gain)
      }
    }
    return best
  }

  private func squaredDistance(x: Int, y: Int, _ other: ReferencePicture, x otherX: Int, y otherY: Int) -> Int {
    var sum = 0
    for row in 0..<8 {
      for column in 0..<8 {
        for c in 0..<4 {
          let difference = source[x + column, y + row, c] - other[otherX + column, otherY + row, c]
          sum += difference * difference
        }
      }
    }
    return sum
  }
}
