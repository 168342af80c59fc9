/// How one sweep looks for better matches.
package struct ReferenceSweep {
  package var randomKey: UInt32
  package var reach: Int
  package var hopCount: Int
  package var refreshesCosts: Bool

  package init(randomKey: UInt32, reach: Int, hopCount: Int, refreshesCosts: Bool) {
    self.randomKey = randomKey
    self.reach = reach
    self.hopCount = hopCount
    self.refreshesCosts = refreshesCosts
  }
}

extension ReferenceLevel {
  /// The match and cost that one Jacobi sweep of PatchMatch leaves at a target.
  ///
  /// Barnes et al. 2009, "PatchMatch", section 3.2, with the field of the sweep before in place of the one being written.
  /// Every other candidate is evaluated in full; one is taken when cost and disagreement together are strictly lower.
  package func searched(x: Int, y: Int, sweep: ReferenceSweep) -> (match: ReferenceMatch, cost: Int) {
    let place = index(x: x, y: y)
    var best = field[place]
    var bestCost = sweep.refreshesCosts ? cost(best, x: x, y: y) : cost[place]
    var bestTotal = bestCost + terms.agreement * disagreement(best, x: x, y: y)

    func consider(_ candidate: ReferenceMatch) {
      if candidate == best { return }
      let value = cost(candidate, x: x, y: y)
      let total = value + terms.agreement * disagreement(candidate, x: x, y: y)
      if total < bestTotal {
        best = candidate
        bestCost = value
        bestTotal = total
      }
    }

    // Propagation: what the neighbours would say here.
    for hop in [1, 4, 12].prefix(sweep.hopCount) {
      for (dx, dy) in [(-hop, 0), (hop, 0), (0, -hop), (0, hop)] {
        let nx = x + dx
        let ny = y + dy
        if nx < 0 || ny < 0 || nx >= targetColumns || ny >= targetRows || !isTarget(x: nx, y: ny) { continue }
        consider(clamped(field[index(x: nx, y: ny)].shifted(x: -dx, y: -dy)))
      }
    }

    // Random search in squares around the best so far; one in four candidates is mirrored.
    var random = ReferenceRandom(key: sweep.randomKey, index: place)
    var reach = sweep.reach
    while reach >= 1 {
      var candidate = best
      candidate.x += random.next(below: 2 * reach + 1) - reach
      candidate.y += random.next(below: 2 * reach + 1) - reach
      if random.next(below: 4) == 0 {
        candidate.isFlipped.toggle()
        candidate.x = sourceColumns - 1 - candidate.x
      }
      consider(clamped(candidate))
      reach /= 2
    }
    return (best, bestCost)
  }
}
