/// A source patch by its top left corner, in the source or in the source mirrored from left to right.
package struct ReferenceMatch: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var isFlipped: Bool

  package init(x: Int, y: Int, isFlipped: Bool) {
    self.x = x
    self.y = y
    self.isFlipped = isFlipped
  }

  /// The match that continues this one at a target so many pixels to the right and down.
  package func shifted(x dx: Int, y dy: Int) -> ReferenceMatch {
    ReferenceMatch(x: x + dx, y: y + dy, isFlipped: isFlipped)
  }
}
