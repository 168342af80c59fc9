package import Raster

/// One level of the fill in plain arrays: everything that the definitions of cost, search and vote speak of.
package struct ReferenceLevel: Sendable {
  /// Size of the canvas, and the known rectangle on it.
  package let width: Int
  package let height: Int
  package let known: Rect

  package let source: ReferencePicture
  package var estimate: ReferencePicture

  /// Match and cost of each corner of the canvas, row by row.
  package var field: [ReferenceMatch]
  package var cost: [Int]

  package var terms: ReferenceTerms

  /// `source.patchMoments`, which every cost asks for.
  private let sourceMoments: [Int]

  package init(
    known: Rect, source: ReferencePicture, estimate: ReferencePicture, field: [ReferenceMatch], cost: [Int],
    terms: ReferenceTerms
  ) {
    width = estimate.width
    height = estimate.height
    self.known = known
    self.source = source
    self.estimate = estimate
    self.field = field
    self.cost = cost
    self.terms = terms
    sourceMoments = source.patchMoments
  }

  package var targetColumns: Int { width - 7 }
  package var targetRows: Int { height - 7 }
  package var sourceColumns: Int { source.width - 7 }
  package var sourceRows: Int { source.height - 7 }

  package func index(x: Int, y: Int) -> Int { y * targetColumns + x }

  /// Whether the pixel belongs to the source.
  package func isKnown(x: Int, y: Int) -> Bool { known.contains(x: x, y: y) }

  /// Whether a corner's patch has an unknown pixel.
  package func isTarget(x: Int, y: Int) -> Bool { !known.contains(Rect(x: x, y: y, width: 8, height: 8)) }

  /// Number of known pixels in the patch at a corner.
  package func knownPixels(x: Int, y: Int) -> Int {
    var count = 0
    for row in 0..<8 {
      for column in 0..<8 where isKnown(x: x + column, y: y + row) { count += 1 }
    }
    return count
  }

  /// What the match of a corner says of the pixel so many columns and rows from the corner.
  package func sample(_ match: ReferenceMatch, dx: Int, dy: Int, channel: Int) -> Int {
    sample(source, match, dx: dx, dy: dy, channel: channel)
  }

  /// The same for another source picture of the same size.
  package func sample(_ source: ReferencePicture, _ match: ReferenceMatch, dx: Int, dy: Int, channel: Int) -> Int {
    let column = match.isFlipped ? source.width - 1 - match.x - dx : match.x + dx
    return source[column, match.y + dy, channel]
  }

  /// Sum of one colour over the source patch of a match.
  package func sourceSum(_ match: ReferenceMatch, channel: Int) -> Int {
    sourceMoments[(match.y * sourceColumns + plainColumn(match)) * 4 + channel]
  }

  /// Contrast of the source patch of a match.
  package func sourceContrast(_ match: ReferenceMatch) -> Int {
    sourceMoments[(match.y * sourceColumns + plainColumn(match)) * 4 + 3]
  }

  /// Column of the left edge of a match's patch in the source that is not mirrored.
  package func plainColumn(_ match: ReferenceMatch) -> Int {
    match.isFlipped ? source.width - 8 - match.x : match.x
  }

  /// A match moved into the source.
  func clamped(_ match: ReferenceMatch) -> ReferenceMatch {
    ReferenceMatch(
      x: min(max(match.x, 0), sourceColumns - 1), y: min(max(match.y, 0), sourceRows - 1), isFlipped: match.isFlipped)
  }
}

/// What the matching cost is made of beside pixels.
package struct ReferenceTerms: Sendable {
  /// Largest constant shift of a patch, as a sum over 64 pixels.
  package var biasLimit = 0

  /// What contrast that a source lacks costs, in sixteenths of a squared difference.
  package var contrast = 0

  /// How many times more a known pixel counts.
  package var knownWeight = 0

  /// Cost of each neighbour that does not continue a match, of one step of saliency, and of one of occurrence.
  package var agreement = 0
  package var saliency = 0
  package var occurrence = 0

  /// Four maps (seen from the left, top, bottom and right) of `saliencySize`.
  package var saliencyMaps: [[Int]] = []
  package var saliencySize = Size(width: 0, height: 0)

  /// Cost of one step of membership in a lone subject where it counts in full.
  package var loneSubject = 0

  /// Membership seen from the same four sides, on the grid of the saliency maps.
  package var loneSubjectMaps: [[Int]] = []

  /// Distance from the known corners up to which lone subjects cost nothing, and over which their cost then rises.
  package var loneSubjectStart = 0
  package var loneSubjectRise = 1

  /// Overuse of each source corner, row by row.
  package var overuse: [Int] = []

  /// Cost by distance to the nearest known place in rows, and in columns.
  package var rowPrior: [Int] = []
  package var columnPrior: [Int] = []

  /// Cost of a flip by the sum of target and source column, both counted from the known rectangle's left edge; the
  /// sum 0 is at `axisOrigin`.
  package var axisCost: [Int] = []
  package var axisOrigin = 0

  /// Cost of each offset from a target to its source, in columns and in rows, the least first, where the source repeats
  /// itself; and of a flip where it does along its rows.
  package var columnPeriodCost: [Int]?
  package var rowPeriodCost: [Int]?
  package var period = 0

  /// Cost of a flip above and below the known rectangle.
  package var flip = 0

  package init() {}
}
