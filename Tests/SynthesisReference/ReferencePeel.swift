package import Raster

/// One ring of the onion peel.
package struct ReferenceRing: Sendable {
  /// The pixels finished so far.
  package var finished: Rect

  /// Factor on everything in the cost that needs no pixels.
  package var priorFactor: Int

  /// Of so many rows of sources a target looks at one.
  package var rowStep: Int

  /// Whether each corner got a match in an earlier ring.
  package var searched: [Bool]

  package init(finished: Rect, priorFactor: Int, rowStep: Int, searched: [Bool]) {
    self.finished = finished
    self.priorFactor = priorFactor
    self.rowStep = rowStep
    self.searched = searched
  }
}

/// What a ring finds for one target.
package struct ReferencePeeledTarget: Hashable, Sendable {
  package var match: ReferenceMatch
  package var cost: Int

  /// Shift of each colour in 1/64 steps.
  package var shift: [Int]

  /// Finished pixels under the target.
  package var overlap: Int

  package init(match: ReferenceMatch, cost: Int, shift: [Int], overlap: Int) {
    self.match = match
    self.cost = cost
    self.shift = shift
    self.overlap = overlap
  }
}

extension ReferenceLevel {
  /// The best of all sources for a target, judged by its finished pixels.
  ///
  /// After Newson et al. 2014, "Video inpainting of complex scenes", section 3.3. Of equal costs the first counts: the nearest source, what the ring before found here and two pixels to the left,
  /// right, above and below, then all sources by distance in rows, lower rows first.
  /// - Returns: nil where the target sees no finished pixel, or nothing else.
  package func peeled(x: Int, y: Int, ring: ReferenceRing) -> ReferencePeeledTarget? {
    let finished = finishedPixels(x: x, y: y, ring: ring)
    if finished.isEmpty || finished.count == 64 { return nil }
    var best = nearestSource(x: x, y: y)
    var bestCost = Int.max
    // Some come up twice, which changes nothing.
    for match in candidates(x: x, y: y, ring: ring) {
      let value = peelCost(match, x: x, y: y, finished: finished, priorFactor: ring.priorFactor)
      if value < bestCost {
        best = match
        bestCost = value
      }
    }
    let limit = terms.biasLimit * finished.count / 64
    let differences = (0..<3).map { difference(best, x: x, y: y, channel: $0, finished: finished) }
    let shift = Self.shift(differences, limit: limit).map { $0 * 64 / finished.count }
    return ReferencePeeledTarget(match: best, cost: bestCost, shift: shift, overlap: finished.count)
  }

  private func candidates(x: Int, y: Int, ring: ReferenceRing) -> [ReferenceMatch] {
    let nearest = nearestSource(x: x, y: y)
    var result = [nearest]
    for (dx, dy) in [(0, 0), (-2, 0), (2, 0), (0, -2), (0, 2)] {
      let nx = x + dx
      let ny = y + dy
      if nx < 0 || ny < 0 || nx >= targetColumns || ny >= targetRows || !ring.searched[index(x: nx, y: ny)] { continue }
      result.append(clamped(field[index(x: nx, y: ny)].shifted(x: -dx, y: -dy)))
    }
    let rows = (0..<sourceRows).sorted {
      let (a, b) = (abs($0 - nearest.y), abs($1 - nearest.y))
      return a == b ? $0 < $1 : a < b
    }
    for row in rows where (row + 73 * x + 97 * y) % ring.rowStep == 0 {
      for isFlipped in [false, true] {
        for column in 0..<sourceColumns { result.append(ReferenceMatch(x: column, y: row, isFlipped: isFlipped)) }
      }
    }
    return result
  }

  /// Columns and rows of the finished pixels within the patch.
  private func finishedPixels(x: Int, y: Int, ring: ReferenceRing) -> [(column: Int, row: Int)] {
    var result: [(column: Int, row: Int)] = []
    for row in 0..<8 {
      for column in 0..<8 where ring.finished.contains(x: x + column, y: y + row) { result.append((column, row)) }
    }
    return result
  }

  /// Sum of one channel over the finished pixels, less that of the source.
  private func difference(
    _ match: ReferenceMatch, x: Int, y: Int, channel: Int, finished: [(column: Int, row: Int)]
  ) -> Int {
    finished.reduce(0) {
      $0 + estimate[x + $1.column, y + $1.row, channel] - sample(match, dx: $1.column, dy: $1.row, channel: channel)
    }
  }

  /// The cost over the finished pixels as if there were 64 of them, and the weighted prior.
  private func peelCost(
    _ match: ReferenceMatch, x: Int, y: Int, finished: [(column: Int, row: Int)], priorFactor: Int
  ) -> Int {
    let count = finished.count
    var squared = 0
    for c in 0..<4 {
      for (column, row) in finished {
        let difference = estimate[x + column, y + row, c] - sample(match, dx: column, dy: row, channel: c)
        squared += difference * difference
      }
    }
    let differences = (0..<3).map { difference(match, x: x, y: y, channel: $0, finished: finished) }
    let gain = zip(differences, Self.shift(differences, limit: terms.biasLimit * count / 64)).reduce(0) {
      $0 + $1.1 * (2 * $1.0 - $1.1)
    }
    return (squared * count - (gain - gain / 10)) * 64 / (count * count) + priorFactor * prior(match, x: x, y: y)
  }
}
