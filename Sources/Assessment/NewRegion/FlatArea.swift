import Raster

extension Measure {
  package static let flatArea = Measure(
    id: "area.flat", title: "New area without texture where the source beside it has some", unit: "%",
    direction: .lower, decimals: 1, noticeable: 10)

  package static let deadArea = Measure(
    id: "area.dead", title: "New area of a single colour, beyond the share beside it", unit: "%", direction: .lower,
    decimals: 1, noticeable: 5)
}

/// Shares of the new region, in percent, in which nothing happens; lower is better.
///
/// Flat is a block of 16×16 pixels whose texture energy (see `TextureEnergy`) is below 8 % of that of the known strip
/// beside it, where that has some (2 squared levels). Dead is a block whose luminances are all within half a level of its
/// first; counted are the dead new blocks beyond the share that the known strip has.
struct FlatArea: Hashable, Sendable {
  private static let side = 16

  private var flat = 0
  private var textured = 0
  private var dead = 0
  private var blocks = 0
  private var knownDead = 0
  private var knownBlocks = 0

  /// In percent; nil where no known strip has texture.
  var flatShare: Double? { textured == 0 ? nil : 100 * Double(flat) / Double(textured) }

  /// In percent.
  var deadShare: Double? {
    if blocks == 0 || knownBlocks == 0 { return nil }
    return max(0, 100 * (Double(dead) / Double(blocks) - Double(knownDead) / Double(knownBlocks)))
  }

  /// Adds a side.
  ///
  /// - Parameters:
  ///   - energy: of the texture.
  ///   - luminance: of the same side.
  mutating func add(energy: BorderStrip, luminance: BorderStrip) {
    let side = Self.side
    let depth = min(max(energy.new, 24), energy.known)
    let sums = SummedArea(energy.plane)
    for x in stride(from: 0, through: energy.length - side, by: side) {
      let known = sums.mean(Rect(x: x, y: energy.known - depth, width: side, height: depth))
      for line in stride(from: 0, through: energy.new - side, by: side) {
        blocks += 1
        if Self.isDead(luminance, x: x, line: line) { dead += 1 }
        if known < 2 { continue }
        textured += 1
        if sums.mean(Rect(x: x, y: energy.known + line, width: side, height: side)) < 0.08 * known { flat += 1 }
      }
      for line in stride(from: -side, through: -depth, by: -side) {
        knownBlocks += 1
        if Self.isDead(luminance, x: x, line: line) { knownDead += 1 }
      }
    }
  }

  private static func isDead(_ strip: BorderStrip, x: Int, line: Int) -> Bool {
    let first = strip.plane[x: x, y: strip.known + line]
    for row in strip.known + line..<strip.known + line + side {
      for i in x..<x + side where (strip.plane[x: i, y: row] - first).magnitude > 0.5 { return false }
    }
    return true
  }
}
