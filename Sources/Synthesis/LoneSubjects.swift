internal import KernelInterface
internal import Raster

/// Finds what stands alone in a source: salient from at least three sides, and found nowhere else in it; heads; and what
/// alone is in focus.
///
/// A person, an animal or a flower: whoever sees it twice knows that the picture is made. Salient texture (foam,
/// branches, a market stall among others) is not alone and stays free to be copied.
struct LoneSubjects {
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

  /// Membership in a lone subject, 0...255, at each place of the saliency maps: four maps in their order, for targets at
  /// the left, above, where what reaches the top edge goes on, below, where everything does, and at the right.
  let maps: [[UInt8]]

  /// The same for what a side doesn't cut, which does not even begin beyond it; seen from each side but the top.
  let uncut: [(side: Side, map: [UInt8])]

  /// - Parameters:
  ///   - sides: four saliency maps of `size`, one after the other.
  ///   - heads: they count as subjects. Above one that the top edge cuts, its hair or hat has to go on: there the face is all
  ///     that counts.
  ///   - focused: they count as subjects, too.
  ///   - narrow: the sides where the canvas grows by little. What one of them cuts goes on there, as far as it isn't salient
  ///     from it: to end it so near to the border would show a straight cut.
  ///   - rarity: how rare each part of the source is; not asked where nothing is salient and large enough.
  init(
    sides: Buffer<UInt8>, size: Size, heads: Heads, focused: FocusedSubjects, narrow: Set<Side>, rarity: () -> Rarity
  ) {
    let area = size.area
    // The second lowest of the four: a subject may stand on one edge of the picture, the ground touches more.
    let saliency = (0..<area).map { place in
      (0..<4).map { sides[$0 * area + place] }.sorted()[1]
    }
    let components = Components(of: saliency.map { $0 >= 128 }, size: size)
    let contacts = Self.topContacts(components)
    let candidates = Self.candidates(components, topContacts: contacts)
    let strengths = Self.strengths(of: candidates, in: components, rarity: rarity)
    let strengthsAtSides = strengths.indices.map { Self.isBand(components, $0) ? 0 : strengths[$0] }
    var strengthsAbove = strengths
    for label in components.labels[0..<size.width * min(Self.rim, size.height)] where label >= 0 {
      strengthsAbove[label] = 0
    }

    /// A map of components, of what is in focus, and of heads.
    func map(_ strengths: [Float], _ focused: [Float], _ heads: [UInt8]) -> [UInt8] {
      let salient = Self.map(saliency, strengths: components.labels.map { $0 < 0 ? 0 : strengths[$0] }, size: size)
      let sharp = Self.map([UInt8](repeating: 255, count: area), strengths: focused, size: size)
      return (0..<area).map { max(salient[$0], sharp[$0], heads[$0]) }
    }
    let wholeHeads = heads.map()
    let isCut = contacts.indices.map { Double(contacts[$0]) >= Self.cutShare * Double(components.bounds[$0].width) }
    let top = components.labels[0..<size.width].map { $0 >= 0 && isCut[$0] }
    let headsAbove = heads.map { face in 2 * top[face.columns].count { $0 } >= face.width }
    let uncut = [Side.left, .bottom, .right].map { side in
      let strengths = strengthsAtSides.indices.map { components.isCut($0, by: side) ? 0 : strengthsAtSides[$0] }
      return (side: side, map: map(strengths, focused.strengths(uncutBy: side), wholeHeads))
    }
    self.uncut = uncut
    let beside = map(strengthsAtSides, focused.strengths(), wholeHeads)
    let above = map(strengthsAbove, focused.strengths(), headsAbove)
    maps = Side.allCases.map { side in
      switch side {
      case .top: return above
      case .bottom: return [UInt8](repeating: 0, count: area)
      case .left, .right:
        guard narrow.contains(side), let whole = uncut.first(where: { $0.side == side })?.map else { return beside }
        return (0..<area).map { max(whole[$0], min(beside[$0], sides[side.index * area + $0])) }
      }
    }
  }

  /// How many places of the top edge each component has.
  private static func topContacts(_ components: Components) -> [Int] {
    var contacts = [Int](repeating: 0, count: components.areas.count)
    for label in components.labels[0..<components.size.width] where label >= 0 { contacts[label] += 1 }
    return contacts
  }

  /// The components that are subjects if they are rare: none where many stand out.
  private static func candidates(_ components: Components, topContacts contacts: [Int]) -> [Int] {
    let area = Double(components.size.area)
    let pieces = components.areas.count { Double($0) >= company.smallestShare * area }
    if pieces > company.pieces { return [] }
    return components.areas.indices.filter { label in
      Double(components.areas[label]) >= smallestShare * area
        && Double(contacts[label]) <= largestTopShare * Double(components.size.width)
    }
  }

  /// Whether a component is a band that reaches the left or right edge.
  private static func isBand(_ components: Components, _ label: Int) -> Bool {
    let bounds = components.bounds[label]
    return Double(bounds.width) >= bandShape * Double(bounds.height)
      && (components.isCut(label, by: .left) || components.isCut(label, by: .right))
  }

  /// What is salient, as far as it belongs to subjects, widened and without holes.
  private static func map(_ saliency: [UInt8], strengths: [Float], size: Size) -> [UInt8] {
    if strengths.allSatisfy({ $0 == 0 }) { return [UInt8](repeating: 0, count: size.area) }
    let strength = widened(strengths, size: size)
    var map = saliency.indices.map { UInt8(Float(saliency[$0]) * strength[$0]) }
    // What a subject encloses belongs to it: a face between hair and collar.
    let reached = size.outside(map.map { $0 < 38 })
    for place in map.indices where !reached[place] { map[place] = 255 }
    return map
  }

  /// How surely each component is a lone subject, 0...1; none but the candidates is.
  private static func strengths(
    of candidates: [Int], in components: Components, rarity: () -> Rarity
  ) -> [Float] {
    var strengths = [Float](repeating: 0, count: components.areas.count)
    for label in candidates {
      guard let rarity = components.rarity(of: label, rarity()) else { continue }
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
}
