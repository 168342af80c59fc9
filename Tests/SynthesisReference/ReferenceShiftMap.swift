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

/// Maps of shifts over the whole canvas, 0 in the source, and the move that lets pixels of a region take another shift.
extension ReferenceLevel {
  /// The map after some pixels of `region` took `shift`: the fewest of those whose change makes it cheapest.
  ///
  /// - Parameter region: a part of the canvas without known pixels.
  package func expanded(_ map: [ReferenceShift], region: Rect, by shift: ReferenceShift) -> [ReferenceShift] {
    let isTaken = division(of: map, region: region, by: shift).cheapest
    var result = map
    for y in region.rows {
      for x in region.columns where isTaken[(y - region.y) * region.width + x - region.x] {
        result[y * width + x] = shift
      }
    }
    return result
  }

  /// What it costs to divide the pixels of a region into those that take `shift` and those that keep theirs; row by row.
  package func division(of map: [ReferenceShift], region: Rect, by shift: ReferenceShift) -> ReferenceDivision {
    func place(_ x: Int, _ y: Int) -> Int { (y - region.y) * region.width + x - region.x }
    /// Whether a pixel can take the shift.
    func mayTake(_ x: Int, _ y: Int) -> Bool {
      region.contains(x: x, y: y) && shows(shift, x: x, y: y) && map[y * width + x] != shift
    }
    var division = ReferenceDivision(count: region.size.area)
    for y in region.rows {
      for x in region.columns {
        let p = place(x, y)
        let now = map[y * width + x]
        division.leaving[p] += prior(now, x: x, y: y)
        division.taking[p] += mayTake(x, y) ? prior(shift, x: x, y: y) : ReferenceDivision.forbidden
        for (nx, ny) in [(x + 1, y), (x, y + 1), (x - 1, y), (x, y - 1)] {
          guard (0..<width).contains(nx), (0..<height).contains(ny) else { continue }
          func seam(_ a: ReferenceShift, _ b: ReferenceShift) -> Int { self.seam(a, b, at: (x, y), (nx, ny)) }
          let other = map[ny * width + nx]
          let (none, onlyP, onlyQ) = (seam(now, other), seam(shift, other), seam(now, shift))
          if !mayTake(nx, ny) {
            division.leaving[p] += none
            division.taking[p] += onlyP
          } else if mayTake(x, y) && (nx > x || ny > y) {
            // none + (onlyP - none) of p - onlyP of q + (onlyP + onlyQ - none) where q is taken and p is not.
            let q = place(nx, ny)
            division.leaving[p] += none
            division.taking[p] += onlyP
            division.taking[q] -= onlyP
            division.links[q, default: [:]][p] = max(0, onlyP + onlyQ - none)
          }
        }
      }
    }
    return division
  }

  /// Prior of the match that a shift means for the patch around a pixel, a pixel's share.
  private func prior(_ shift: ReferenceShift, x: Int, y: Int) -> Int {
    let column = min(max(x - 4, 0), targetColumns - 1)
    let row = min(max(y - 4, 0), targetRows - 1)
    let match = clamped(
      ReferenceMatch(x: column - known.x + shift.x, y: row - known.y + shift.y, isFlipped: shift.isFlipped))
    return prior(match, x: column, y: row) / 64
  }

  /// What it costs that two neighbours have different shifts; four times as much where one of them is known.
  private func seam(_ a: ReferenceShift, _ b: ReferenceShift, at p: (x: Int, y: Int), _ q: (x: Int, y: Int)) -> Int {
    if a == b { return 0 }
    let seen = [p, q].filter { shows(a, x: $0.x, y: $0.y) && shows(b, x: $0.x, y: $0.y) }
    let differences = seen.map { place in
      (0..<4).map { channel in
        sample(a, x: place.x, y: place.y, channel: channel) - sample(b, x: place.x, y: place.y, channel: channel)
      }
    }
    let weight = isKnown(x: p.x, y: p.y) || isKnown(x: q.x, y: q.y) ? 16 : 4
    guard let first = differences.first, let last = differences.last else { return 72 + weight * 9000 }
    return 72 + weight * meanSquare(first, last)
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
