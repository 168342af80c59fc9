package import Raster

/// How a pixel copies the source: what it shows, counted from the known rectangle, less its own place.
package struct ReferenceShift: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var isFlipped: Bool

  package init(x: Int, y: Int, isFlipped: Bool) {
    self.x = x
    self.y = y
    self.isFlipped = isFlipped
  }
}

/// Maps of shifts over a region without known pixels, and the move that lets pixels take another shift.
extension ReferenceLevel {
  /// The map after some of its pixels took `shift`: the fewest of those whose change makes it cheapest.
  package func expanded(_ map: [ReferenceShift], region: Rect, by shift: ReferenceShift) -> [ReferenceShift] {
    let problem = division(of: map, region: region, by: shift)
    return zip(map, problem.cheapest).map { $1 ? shift : $0 }
  }

  /// What it costs to divide the pixels of a map into those that take `shift` and those that keep theirs.
  package func division(of map: [ReferenceShift], region: Rect, by shift: ReferenceShift) -> ReferenceDivision {
    func place(_ x: Int, _ y: Int) -> Int { (y - region.y) * region.width + x - region.x }
    var division = ReferenceDivision(count: map.count)
    for y in region.rows {
      for x in region.columns {
        let p = place(x, y)
        division.leaving[p] += pixelCost(map[p], x: x, y: y)
        let mayTake = shows(shift, x: x, y: y) && map[p] != shift
        division.taking[p] += mayTake ? pixelCost(shift, x: x, y: y) : ReferenceDivision.forbidden
        for (nx, ny) in [(x + 1, y), (x, y + 1)] where region.contains(x: nx, y: ny) {
          let q = place(nx, ny)
          func seam(_ a: ReferenceShift, _ b: ReferenceShift) -> Int { self.seam(a, b, at: (x, y), (nx, ny)) }
          let (none, onlyP, onlyQ) = (seam(map[p], map[q]), seam(shift, map[q]), seam(map[p], shift))
          // none + (onlyP - none) of p - onlyP of q + (onlyP + onlyQ - none) where q is taken and p is not.
          division.leaving[p] += none
          division.taking[p] += onlyP
          division.taking[q] -= onlyP
          division.links[q, default: [:]][p] = max(0, onlyP + onlyQ - none)
        }
      }
    }
    return division
  }

  /// Prior of the match that a shift means for the patch around a pixel, a pixel's share, and seams to known pixels.
  private func pixelCost(_ shift: ReferenceShift, x: Int, y: Int) -> Int {
    let column = min(max(x - 4, 0), targetColumns - 1)
    let row = min(max(y - 4, 0), targetRows - 1)
    let match = clamped(
      ReferenceMatch(x: column - known.x + shift.x, y: row - known.y + shift.y, isFlipped: shift.isFlipped))
    var cost = prior(match, x: column, y: row) / 64
    for (kx, ky) in [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)] where isKnown(x: kx, y: ky) {
      if shift == ReferenceShift(x: 0, y: 0, isFlipped: false) { continue }
      guard shows(shift, x: kx, y: ky) else {
        cost += 72 + 16 * 9000
        continue
      }
      let difference = (0..<4).map { estimate[kx, ky, $0] - sample(shift, x: kx, y: ky, channel: $0) }
      cost += 72 + 16 * meanSquare(difference, difference)
    }
    return cost
  }

  /// What it costs that two neighbours have different shifts.
  private func seam(_ a: ReferenceShift, _ b: ReferenceShift, at p: (x: Int, y: Int), _ q: (x: Int, y: Int)) -> Int {
    if a == b { return 0 }
    let seen = [p, q].filter { shows(a, x: $0.x, y: $0.y) && shows(b, x: $0.x, y: $0.y) }
    let differences = seen.map { place in
      (0..<4).map { channel in
        sample(a, x: place.x, y: place.y, channel: channel) - sample(b, x: place.x, y: place.y, channel: channel)
      }
    }
    guard let first = differences.first, let last = differences.last else { return 72 + 4 * 9000 }
    return 72 + 4 * meanSquare(first, last)
  }

  /// Mean of two squared differences, in sixteenths: without nine tenths of their common part, which is up to 10, the
  /// fourth channel as it is.
  private func meanSquare(_ p: [Int], _ q: [Int]) -> Int {
    var sum = 0
    for channel in 0..<4 {
      let light = channel < 3 ? min(max((p[channel] + q[channel]) * 8, -160), 160) * 9 / 10 : 0
      for difference in [p[channel], q[channel]] { sum += (difference * 16 - light) * (difference * 16 - light) }
    }
    return sum / 512
  }

  private func shows(_ shift: ReferenceShift, x: Int, y: Int) -> Bool {
    (0..<source.width).contains(x - known.x + shift.x) && (0..<source.height).contains(y - known.y + shift.y)
  }

  private func sample(_ shift: ReferenceShift, x: Int, y: Int, channel: Int) -> Int {
    sample(
      ReferenceMatch(x: x - known.x + shift.x, y: y - known.y + shift.y, isFlipped: shift.isFlipped), dx: 0, dy: 0,
      channel: channel)
  }
}

/// Things of which each is taken or left, and what that costs.
package struct ReferenceDivision: Sendable {
  /// More than all else together.
  static let forbidden = 1 << 40

  /// Cost of each where it is taken, and where it is left.
  package var taking: [Int]
  package var leaving: [Int]

  /// `links[a][b]`: what it costs that a is taken and b is left.
  package var links: [Int: [Int: Int]] = [:]

  init(count: Int) {
    taking = Array(repeating: 0, count: count)
    leaving = taking
  }

  package func cost(of taken: [Bool]) -> Int {
    var sum = 0
    for place in taken.indices {
      sum += taken[place] ? taking[place] : leaving[place]
      for (other, cost) in links[place] ?? [:] where taken[place] && !taken[other] { sum += cost }
    }
    return sum
  }

  /// The cheapest division; of several, that which takes fewest.
  ///
  /// By augmenting paths (Ford and Fulkerson 1956): what a path to the last thing that can still pay is worth is taken from
  /// all of its links, until there is none. Taken is what can still be reached from those that gain by it.
  package var cheapest: [Bool] {
    var rest = links
    var gain = zip(leaving, taking).map { $0 - $1 }
    while let path = path(rest, gain) {
      var flow = min(gain[path[0]], -gain[path[path.count - 1]])
      for (from, to) in zip(path, path.dropFirst()) { flow = min(flow, rest[from]?[to] ?? 0) }
      gain[path[0]] -= flow
      gain[path[path.count - 1]] += flow
      for (from, to) in zip(path, path.dropFirst()) {
        rest[from, default: [:]][to, default: 0] -= flow
        rest[to, default: [:]][from, default: 0] += flow
      }
    }
    let reached = reached(rest, gain)
    return gain.indices.map { reached[$0] != nil }
  }

  /// For all that can be reached from something that gains: from where, itself for the first.
  private func reached(_ rest: [Int: [Int: Int]], _ gain: [Int]) -> [Int: Int] {
    var queue = gain.indices.filter { gain[$0] > 0 }
    var reached = Dictionary(uniqueKeysWithValues: queue.map { ($0, $0) })
    var next = 0
    while next < queue.count {
      let place = queue[next]
      next += 1
      for (other, room) in rest[place] ?? [:] where room > 0 && reached[other] == nil {
        reached[other] = place
        queue.append(other)
      }
    }
    return reached
  }

  private func path(_ rest: [Int: [Int: Int]], _ gain: [Int]) -> [Int]? {
    let reached = reached(rest, gain)
    guard let end = reached.keys.filter({ gain[$0] < 0 }).min() else { return nil }
    var path = [end]
    while let from = reached[path[0]], from != path[0] { path.insert(from, at: 0) }
    return path
  }
}
