internal import KernelInterface
internal import Raster

/// Finds what stands alone in a source: salient from at least three sides, and found nowhere else in it.
///
/// A person, an animal or a flower: whoever sees it twice knows that the picture is made. Salient texture (foam,
/// branches, a market stall among others) is not alone and stays free to be copied.
enum LoneSubjects {
  /// Smallest part of the picture that counts as a subject.
  private static let smallestShare = 0.003

  /// Where more pieces stand out that are as large as this, none of them stands alone: a shop front, a bowl among bowls.
  private static let company = (pieces: 7, smallestShare: 0.0025)

  /// A subject is this much rarer than the middle of what lies beside it; and how much more makes it count in full.
  private static let leastRarity: Float = 1.1
  private static let fullRarity: Float = 0.15

  /// What takes a larger share of the top edge is a sky or a ceiling.
  private static let largestTopShare = 0.4

  /// What is so many times as wide as high and touches the left or right edge is a part of the land or the sky, and goes on.
  private static let bandShape = 2.5

  /// What touches the top edge by this share of its own width is cut by it.
  private static let cutShare = 0.2

  /// Pixels by which a subject is widened, to hold its soft rim.
  private static let rim = 2

  /// Membership in a lone subject, 0...255, at each place of the saliency maps: for targets at the left and right, and
  /// for those above, where what reaches the top edge goes on.
  ///
  /// - Parameters:
  ///   - sides: four saliency maps of `size`, one after the other.
  ///   - heads: they count as subjects. Above one that the top edge cuts, its hair or hat has to go on: there the face is all
  ///     that counts.
  ///   - rarity: how rare each part of the source is; not asked where nothing is salient and large enough.
  static func maps(sides: Buffer<UInt8>, size: Size, heads: Heads, rarity: () -> Rarity) -> [[UInt8]] {
    let area = size.area
    // The second lowest of the four: a subject may stand on one edge of the picture, the ground touches more.
    let saliency = (0..<area).map { place in
      (0..<4).map { sides[$0 * area + place] }.sorted()[1]
    }
    let components = Components(of: saliency.map { $0 >= 128 }, size: size)
    let contacts = topContacts(components)
    let pieces = components.areas.count { Double($0) >= company.smallestShare * Double(size.area) }
    let labels = pieces > company.pieces ? 0..<0 : components.areas.indices
    let candidates = labels.filter { label in
      Double(components.areas[label]) >= smallestShare * Double(size.area)
        && Double(contacts[label]) <= largestTopShare * Double(size.width)
    }
    let isCut = contacts.indices.map { Double(contacts[$0]) >= cutShare * Double(components.bounds[$0].width) }
    let top = components.labels[0..<size.width].map { $0 >= 0 && isCut[$0] }
    let wholeHeads = heads.map()
    let headsAbove = heads.map { face in 2 * top[face.columns].count { $0 } >= face.width }
    if candidates.isEmpty { return [wholeHeads, headsAbove] }
    var strengths = strengths(of: candidates, in: components, rarity: rarity())
    let strengthsAtSides = zip(strengths, isBand(components)).map { $1 ? 0 : $0 }
    let atSides = map(saliency, components: components, strengths: strengthsAtSides, size: size)
    for label in components.labels[0..<size.width * min(rim, size.height)] where label >= 0 { strengths[label] = 0 }
    let above = map(saliency, components: components, strengths: strengths, size: size)
    return [zip(atSides, wholeHeads).map(max), zip(above, headsAbove).map(max)]
  }

  /// How many places of the top edge each component has.
  private static func topContacts(_ components: Components) -> [Int] {
    var contacts = [Int](repeating: 0, count: components.areas.count)
    for label in components.labels[0..<components.size.width] where label >= 0 { contacts[label] += 1 }
    return contacts
  }

  /// Whether each component is a band that reaches the left or right edge.
  private static func isBand(_ components: Components) -> [Bool] {
    components.bounds.map { bounds in
      Double(bounds.width) >= bandShape * Double(bounds.height)
        && (bounds.x == 0 || bounds.maxX == components.size.width)
    }
  }

  /// The components with their strengths, widened and without holes.
  private static func map(
    _ saliency: [UInt8], components: Components, strengths: [Float], size: Size
  ) -> [UInt8] {
    let strength = widened(components.labels.map { $0 < 0 ? 0 : strengths[$0] }, size: size)
    var map = saliency.indices.map { UInt8(Float(saliency[$0]) * strength[$0]) }
    // What a subject encloses belongs to it: a face between hair and collar.
    let reached = outside(map.map { $0 < 38 }, size: size)
    for place in map.indices where !reached[place] { map[place] = 255 }
    return map
  }

  /// How surely each component is a lone subject, 0...1; none but the candidates is.
  private static func strengths(
    of candidates: [Int], in components: Components, rarity: Rarity
  ) -> [Float] {
    var strengths = [Float](repeating: 0, count: components.areas.count)
    for label in candidates {
      guard let rarity = components.rarity(of: label, rarity) else { continue }
      let excess = rarity - leastRarity
      strengths[label] = excess < 0 ? 0 : min(1, excess / fullRarity + 0.25)
    }
    return strengths
  }

  /// The largest value within `rim` places in both directions.
  private static func widened(_ values: [Float], size: Size) -> [Float] {
    var result = values
    for y in 0..<size.height {
      for x in 0..<size.width {
        var largest: Float = 0
        for row in max(0, y - rim)...min(size.height - 1, y + rim) {
          for column in max(0, x - rim)...min(size.width - 1, x + rim) {
            largest = max(largest, values[row * size.width + column])
          }
        }
        result[y * size.width + x] = largest
      }
    }
    return result
  }

  /// The places that can be reached from the edge of the picture through `open` ones.
  private static func outside(_ open: [Bool], size: Size) -> [Bool] {
    var reached = [Bool](repeating: false, count: size.area)
    var pending: [Int] = []
    func visit(_ place: Int) {
      if open[place] && !reached[place] {
        reached[place] = true
        pending.append(place)
      }
    }
    for x in 0..<size.width {
      visit(x)
      visit((size.height - 1) * size.width + x)
    }
    for y in 0..<size.height {
      visit(y * size.width)
      visit(y * size.width + size.width - 1)
    }
    while let place = pending.popLast() { size.forEachNeighbour(of: place, visit) }
    return reached
  }
}
