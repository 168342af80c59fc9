internal import Raster

/// How votes are weighted: tables of integer weights by cost and by distance.
package struct ReferenceVote: Sendable {
  /// Factor from a cost to an index of `costTable`.
  package var costScale: Float
  package var costTable: [Int]

  /// Weight by distance to the known rectangle in quarter pixels.
  package var distanceTable: [Int]

  package init(costScale: Float, costTable: [Int], distanceTable: [Int]) {
    self.costScale = costScale
    self.costTable = costTable
    self.distanceTable = distanceTable
  }
}

/// What one target patch says: the pixels of its match, moved by a shift.
package struct ReferenceBallot: Sendable {
  package var match: ReferenceMatch
  package var weight: Int

  /// By channel, as sums over 64 pixels.
  package var shift: [Int]
}

/// What the vote says of one pixel, in 1/32 steps, four channels each.
package struct ReferenceVotedPixel: Hashable, Sendable {
  /// The weighted mean.
  package var mean: [Int]

  /// The heaviest patch's opinion less the mean.
  package var detail: [Int]
}

extension ReferenceLevel {
  /// The ballot of every corner, nil where the patch is entirely known.
  package func ballots(_ vote: ReferenceVote) -> [ReferenceBallot?] {
    (0..<targetRows).flatMap { y in
      (0..<targetColumns).map { x in
        if !isTarget(x: x, y: y) { return nil }
        let match = field[index(x: x, y: y)]
        return ReferenceBallot(
          match: match, weight: weight(x: x, y: y, vote: vote),
          shift: shift(match, x: x, y: y) + [0])
      }
    }
  }

  /// The weighted mean of what the up to 64 targets over a pixel say of it.
  ///
  /// Wexler, Shechtman, Irani 2007, "Space-time completion of video", section 3.2.
  ///
  /// - Returns: nil where no target covers the pixel.
  package func voted(x: Int, y: Int, source: ReferencePicture, ballots: [ReferenceBallot?]) -> ReferenceVotedPixel? {
    var sums = [0, 0, 0, 0]
    var total = 0
    var heaviest = 0
    var opinion = [0, 0, 0, 0]
    for row in max(0, y - 7)...min(targetRows - 1, y) {
      for column in max(0, x - 7)...min(targetColumns - 1, x) {
        guard let ballot = ballots[index(x: column, y: row)] else { continue }
        let central = ballot.weight * Self.profile[x - column] * Self.profile[y - row]
        for c in 0..<4 {
          // In 1/64 steps: a sum over 64 pixels shifts each pixel by so many.
          let said = sample(source, ballot.match, dx: x - column, dy: y - row, channel: c) * 64 + ballot.shift[c]
          sums[c] += ballot.weight * said
          if central > heaviest { opinion[c] = said }
        }
        total += ballot.weight
        heaviest = max(heaviest, central)
      }
    }
    if total == 0 { return nil }
    let half = 0.5 / Double(total)
    return ReferenceVotedPixel(
      mean: sums.map { $0 <= 0 ? 0 : min(255 * 32, Int(Double($0) * half + 0.5)) },
      detail: isUniform(x: x, y: y)
        ? [0, 0, 0, 0]
        : (0..<4).map { c in Int((Double(opinion[c] * total - sums[c]) * half).rounded(.down)) })
  }

  /// exp(-d² / (2 · 1.5²)) · 256, d from the middle of a patch.
  private static let profile = [17, 64, 155, 242, 242, 155, 64, 17]

  /// The weight of a target's vote, in which known pixels have no part.
  package func weight(x: Int, y: Int, vote: ReferenceVote) -> Int {
    let place = index(x: x, y: y)
    let value = max(0, cost[place] - knownExtra(field[place], x: x, y: y))
    let costWeight = vote.costTable[min(vote.costTable.count - 1, Int(Float(value) * vote.costScale))]
    // From the centre of the patch to the known rectangle.
    let dx = max(known.x - (x + 4), x + 4 - known.maxX, 0)
    let dy = max(known.y - (y + 4), y + 4 - known.maxY, 0)
    var quarters = 0
    while (quarters + 1) * (quarters + 1) <= 16 * (dx * dx + dy * dy) { quarters += 1 }
    return max(1, costWeight * vote.distanceTable[min(vote.distanceTable.count - 1, quarters)] / 256)
  }

  /// Whether all 64 patches over a pixel are targets that continue each other: all say the same then, but for shifts.
  private func isUniform(x: Int, y: Int) -> Bool {
    if x < 7 || y < 7 || x >= targetColumns || y >= targetRows { return false }
    let match = field[index(x: x, y: y)]
    for row in 0..<8 {
      for column in 0..<8 {
        if field[index(x: x - column, y: y - row)] != match.shifted(x: -column, y: -row) { return false }
        if !isTarget(x: x - column, y: y - row) { return false }
      }
    }
    return true
  }

  /// A voted sample rounded to a byte.
  package static func quantized(_ voted: Int) -> Int { (voted + 16) / 32 }
}
