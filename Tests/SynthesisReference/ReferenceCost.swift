internal import Raster

/// What taking one source for one target costs, term by term.
extension ReferenceLevel {
  /// Squared difference over all 64 pixels and four channels.
  package func squaredDistance(_ match: ReferenceMatch, x: Int, y: Int) -> Int {
    squaredDistance(match, x: x, y: y) { _, _ in true }
  }

  /// Squared difference over those pixels of the patch whose place on the canvas `counts`.
  package func squaredDistance(
    _ match: ReferenceMatch, x: Int, y: Int, where counts: (_ x: Int, _ y: Int) -> Bool
  ) -> Int {
    var sum = 0
    for row in 0..<8 {
      for column in 0..<8 where counts(x + column, y + row) {
        for c in 0..<4 {
          let difference = estimate[x + column, y + row, c] - sample(match, dx: column, dy: row, channel: c)
          sum += difference * difference
        }
      }
    }
    return sum
  }

  /// The constants, in sums over 64 pixels, that make the source patch about as bright as the target, and hardly tint it.
  package func shift(_ match: ReferenceMatch, x: Int, y: Int) -> [Int] {
    Self.shift(sumDifferences(match, x: x, y: y), limit: shiftLimit(match))
  }

  /// What the shift of a match is limited to: by the texture level at the pixel after the middle of its patch.
  package func shiftLimit(_ match: ReferenceMatch) -> Int {
    let texture = sample(match, dx: 4, dy: 4, channel: 3)
    if texture <= 20 { return terms.biasLimit }
    return texture >= 45 ? terms.biasLimit * 56 / 256 : terms.biasLimit * (256 - 8 * (texture - 20)) / 256
  }

  /// The same for given differences of the sums of the colours: their mean within the limit, and of what each has beyond
  /// the mean a quarter of the limit; in all no more than that.
  static func shift(_ differences: [Int], limit: Int) -> [Int] {
    func bounded(_ value: Int, _ limit: Int) -> Int { min(max(value, -limit), limit) }
    let mean = differences.reduce(0, +) / 3
    return differences.map { bounded(bounded(mean, limit) + bounded($0 - mean, limit / 4), limit) }
  }

  private func sumDifferences(_ match: ReferenceMatch, x: Int, y: Int) -> [Int] {
    (0..<3).map { estimate.boxSum(x: x, y: y, channel: $0) - sourceSum(match, channel: $0) }
  }

  /// What the squared difference of the colours loses by that shift, less a tenth.
  ///
  /// With D the difference of the sums and d the shift, Σ(a - b)² - Σ(a - b - d/64)² = d(2D - d)/64.
  package func shiftGain(_ match: ReferenceMatch, x: Int, y: Int) -> Int {
    Self.shiftGain(sumDifferences(match, x: x, y: y), limit: shiftLimit(match))
  }

  /// The same for given differences of the sums of the colours.
  static func shiftGain(_ differences: [Int], limit: Int) -> Int {
    let gain = zip(differences, shift(differences, limit: limit)).reduce(0) { gain, pair in
      // Rounded down: a channel that is moved away from its own difference loses.
      gain + (pair.1 * (2 * pair.0 - pair.1)) >> 6
    }
    return gain - gain / 10
  }

  /// What contrast costs that the target has and the source lacks.
  package func lostContrast(_ match: ReferenceMatch, x: Int, y: Int) -> Int {
    max(0, estimate.contrast(x: x, y: y) - sourceContrast(match)) * 64 * terms.contrast / 16
  }

  /// What known pixels add where the patch has both kinds, as if all 64 were known; fewer than 8 count as 8.
  package func knownExtra(_ match: ReferenceMatch, x: Int, y: Int) -> Int {
    let count = knownPixels(x: x, y: y)
    if count == 0 || count == 64 { return 0 }
    let squared = squaredDistance(match, x: x, y: y) { isKnown(x: $0, y: $1) }
    return min(squared * 64 * terms.knownWeight / max(8, count), 1 << 29)
  }

  /// What needs no pixels: spatial prior, saliency, lone subjects, occurrence, flips and their axis, and periods.
  package func prior(_ match: ReferenceMatch, x: Int, y: Int) -> Int {
    let column = plainColumn(match)
    let nearest = nearestSource(x: x, y: y)
    var cost = terms.rowPrior[abs(match.y - nearest.y)] + terms.columnPrior[abs(column - nearest.x)]

    // The map is asked at the centre of the source patch.
    let mapX = (column + 4) * terms.saliencySize.width / source.width
    let mapY = (match.y + 4) * terms.saliencySize.height / source.height
    let mapPlace = mapY * terms.saliencySize.width + mapX
    let (side, distance) = side(x: x, y: y)
    cost += terms.saliency * terms.saliencyMaps[side][mapPlace]

    // Lone subjects may end near the rectangle, and stand on the ground below it.
    let beyond = min(max(0, distance - terms.loneSubjectStart), terms.loneSubjectRise)
    if side != 2 {
      let share = terms.loneSubject * beyond / terms.loneSubjectRise
      cost += share * terms.loneSubjectMaps[side][mapPlace]
    }

    if terms.occurrence > 0 {
      cost += terms.occurrence * terms.overuse[match.y * sourceColumns + column]
    }
    if match.isFlipped {
      cost += terms.axisCost[terms.axisOrigin + x - known.x + column]
      if side == 1 || side == 2 { cost += terms.flip }
    }
    if let across = terms.columnPeriodCost {
      // The first place belongs to the left edge of the source and the last target.
      let offset = column - (x - known.x)
      cost += match.isFlipped ? terms.period : across[offset + targetColumns - 1 - known.x]
    }
    if let down = terms.rowPeriodCost { cost += down[match.y - (y - known.y) + targetRows - 1 - known.y] }
    return cost
  }

  /// The whole cost, without the agreement with the neighbours.
  package func cost(_ match: ReferenceMatch, x: Int, y: Int) -> Int {
    squaredDistance(match, x: x, y: y) - shiftGain(match, x: x, y: y) + lostContrast(match, x: x, y: y)
      + prior(match, x: x, y: y) + knownExtra(match, x: x, y: y)
  }

  /// How many of the four neighbours of a corner do not continue `match`; beyond the canvas there is nobody to do so.
  package func disagreement(_ match: ReferenceMatch, x: Int, y: Int) -> Int {
    var count = 0
    for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1)] {
      let nx = x + dx
      let ny = y + dy
      if nx < 0 || ny < 0 || nx >= targetColumns || ny >= targetRows { continue }
      if field[index(x: nx, y: ny)] != match.shifted(x: dx, y: dy) { count += 1 }
    }
    return count
  }

  /// The source corner nearest to a target.
  package func nearestSource(x: Int, y: Int) -> ReferenceMatch {
    clamped(ReferenceMatch(x: x - known.x, y: y - known.y, isFlipped: false))
  }

  /// The saliency map for a target: 0 left, 1 top, 2 bottom, 3 right; beyond a corner left or right, unless the way up
  /// or down is more than four times as long.
  ///
  /// - Returns: it, and how long the longer way out is.
  package func side(x: Int, y: Int) -> (number: Int, distance: Int) {
    let nearest = nearestSource(x: x, y: y)
    let dx = x - known.x - nearest.x
    let dy = y - known.y - nearest.y
    if dx != 0 && abs(dx) * 4 >= abs(dy) { return (dx < 0 ? 0 : 3, max(abs(dx), abs(dy))) }
    return (dy < 0 ? 1 : 2, abs(dy))
  }
}
