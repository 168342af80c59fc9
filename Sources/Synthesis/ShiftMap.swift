internal import KernelInterface
internal import Raster

/// The layout of a canvas as a map of shifts, each pixel copying the source by one offset.
///
/// After Pritch, Kav-Venaki and Peleg (2009): whole things are copied, and the seams between them lie where they show
/// least. A field that has grown ring by ring is not brought there by later searches, which move one patch at a time. The
/// shifts tried are those of the field: few offsets do for a region, as He and Sun (2012, section 3) found for holes.
struct ShiftMap {
  /// How near to a vertical border the axis of a mirrored shift may lie in each attempt, as a share of the source's width.
  private static let axisDistances = [0.15, 0]

  /// Maps of one region that may be made: with other shifts, in another order.
  static var attempts: Range<Int> { axisDistances.indices }

  /// An axis nearer than this is seen as a mirror at the border.
  private static let borderDistance = 0.05

  /// Pixels that a shift of the field has to have to be tried.
  private static let leastPixels = 12

  /// Pixels of a region up to which it is laid out anew: on vast canvases around tiny sources that takes seconds.
  ///
  /// The minimum cut counts steps from pixel to pixel in 16 bits, so no more than 65 534.
  static let largestRegion = 30_000

  /// How far a shift may grow beyond the rectangle that it has on a finer level, as a share of the level size: where the
  /// canvas grows one way, and where it grows both ways, which twice as far takes twice the time and is no better.
  private static let reach = (oneWay: 0.1, bothWays: 0.05)

  private let level: Level

  /// The shift of each pixel of the canvas, row by row; 0 in the source.
  private let shifts: Buffer<Shift>

  /// The map that a level's field stands for.
  init(_ level: Level) {
    self.level = level
    let geometry = level.geometry
    shifts = Buffer(count: geometry.size.area, repeating: Shift(x: 0, y: 0))
    for region in geometry.regions { read(region) }
  }

  /// Takes the shifts of a region from the field.
  private func read(_ region: LevelGeometry.Region) {
    let geometry = level.geometry
    let known = geometry.known
    for y in region.pixels.rows {
      for x in region.pixels.columns {
        let column = min(max(x - patchSide / 2, 0), geometry.targetColumns - 1)
        let row = min(max(y - patchSide / 2, 0), geometry.targetRows - 1)
        let match = level.field[row * geometry.targetColumns + column]
        shifts[y * geometry.size.width + x] = Shift(
          x: match.x - column + known.x, y: match.y - row + known.y, flipped: match.isFlipped)
      }
    }
  }

  /// Lays all regions out anew, one pair of opposite ones after the other.
  ///
  /// - Parameter attempt: one of `attempts`.
  func layOut(attempt: Int, seed: UInt64, engine: Engine) {
    forEachRegion(engine: engine) { region in
      expand(candidates(in: region, attempt: attempt, seed: seed).map(\.shift), in: region.pixels, engine: engine)
    }
  }

  /// Lays all regions of a level that follows a coarser one out anew, each shift growing no farther than `reach` around the
  /// rectangle that it has.
  func mend(seed: UInt64, engine: Engine) {
    let share = level.geometry.growsOneWay ? Self.reach.oneWay : Self.reach.bothWays
    let reach = Int(share * Double(level.geometry.shortSide))
    forEachRegion(engine: engine) { region in
      for candidate in candidates(in: region, attempt: Self.attempts.upperBound - 1, seed: seed) {
        expand([candidate.shift], in: candidate.bounds.expanded(by: reach, within: region.pixels), engine: engine)
      }
    }
  }

  /// Calls `body` with each region that is not too large, one pair of opposite ones after the other, and writes the part of
  /// the map that it changed to the level.
  private func forEachRegion(engine: Engine, _ body: @Sendable (LevelGeometry.Region) -> Void) {
    for pair in level.geometry.oppositeRegions {
      engine.bands.forEach(in: 0..<pair.count, bandHeight: 1) { band in
        for region in pair[band] where region.pixels.size.area <= Self.largestRegion {
          body(region)
          if isMostlyMirror(region) { read(region) } else { write(region) }
        }
      }
    }
  }

  /// Makes a part of the map cheaper by each of some shifts in turn.
  private func expand(_ shifts: [Shift], in pixels: Rect, engine: Engine) {
    let order = Buffer<Shift>(count: shifts.count, repeating: Shift(x: 0, y: 0))
    order.replace(from: 0, with: shifts[...])
    let tile = Tile(x: pixels.x, y: pixels.y, width: pixels.width, height: pixels.height)
    // The buffers and the level live to the end of this function.
    unsafe engine.kernels.expandShifts(
      level.view, region: tile, shifts: UnsafePointer(order.base), count: order.count, map: self.shifts.base)
    withExtendedLifetime((order, level)) {}
  }

  /// A shift and the pixels that have it.
  private struct Candidate {
    let shift: Shift
    private(set) var count = 0

    /// The rectangle around them.
    private(set) var bounds: Rect

    /// - Parameter pixel: the first one, which is still to be added.
    init(_ shift: Shift, at pixel: Rect) {
      self.shift = shift
      bounds = pixel
    }

    /// - Returns: the pixels so far.
    mutating func add(_ pixel: Rect) -> Int {
      count += 1
      bounds = bounds.union(pixel)
      return count
    }
  }

  /// The shifts that many pixels have and that an attempt may try, in an order of the seed's.
  private func candidates(in region: LevelGeometry.Region, attempt: Int, seed: UInt64) -> [Candidate] {
    var found: [Shift: Candidate] = [:]
    var order: [Shift] = []
    for y in region.pixels.rows {
      for x in region.pixels.columns {
        let shift = shifts[y * level.geometry.size.width + x]
        let pixel = Rect(x: x, y: y, width: 1, height: 1)
        let count = found[shift, default: Candidate(shift, at: pixel)].add(pixel)
        let mayBeTried = !shift.isFlipped || axisDistance(of: shift) >= Self.axisDistances[attempt]
        if count == Self.leastPixels && mayBeTried { order.append(shift) }
      }
    }
    var random = CoordinateRandom(
      key: CoordinateRandom.key(seed: seed, level: 0, iteration: 0, pass: attempt), index: region.pixels.x)
    for place in 0..<order.count { order.swapAt(place, place + random.next(below: order.count - place)) }
    return order.compactMap { found[$0] }
  }

  /// Distance of the axis of a mirrored shift from the nearer vertical border, as a share of the source's width.
  private func axisDistance(of shift: Shift) -> Double {
    // Columns of a pixel and of what it shows add up to the same everywhere; the axis lies in the middle.
    let width = level.geometry.known.width
    let axis = Double(width - Int(shift.x)) / 2
    return min(abs(axis), abs(axis - Double(width))) / Double(width)
  }

  /// Whether most of a region shows the source mirrored at its border.
  ///
  /// That has no seam there, and so would win in all textures, where it is seen at a glance.
  private func isMostlyMirror(_ region: LevelGeometry.Region) -> Bool {
    var count = 0
    for y in region.pixels.rows {
      for x in region.pixels.columns {
        let shift = shifts[y * level.geometry.size.width + x]
        if shift.isFlipped && axisDistance(of: shift) < Self.borderDistance { count += 1 }
      }
    }
    return 2 * count > region.pixels.size.area
  }

  /// Writes a region of the map to field and estimate of the level.
  private func write(_ region: LevelGeometry.Region) {
    let geometry = level.geometry
    let known = geometry.known
    for row in region.targets.rows {
      for column in region.targets.columns {
        // The middle of the patch, or the pixel of the region nearest to it.
        let x = min(max(column + patchSide / 2, region.pixels.x), region.pixels.maxX - 1)
        let y = min(max(row + patchSide / 2, region.pixels.y), region.pixels.maxY - 1)
        let shift = shifts[y * geometry.size.width + x]
        level.field[row * geometry.targetColumns + column] = Match(
          x: min(max(column - known.x + Int(shift.x), 0), geometry.sourceColumns - 1),
          y: min(max(row - known.y + Int(shift.y), 0), geometry.sourceRows - 1), flipped: shift.isFlipped)
      }
    }
    for y in region.pixels.rows {
      for x in region.pixels.columns {
        let place = y * geometry.size.width + x
        let shift = shifts[place]
        let source = shift.isFlipped ? level.flippedSource : level.source
        let first = ((y - known.y + Int(shift.y)) * known.width + x - known.x + Int(shift.x)) * 4
        level.estimate.copy(to: place * 4, from: source, first..<first + 4)
      }
    }
  }
}

extension Rect {
  /// The smallest rectangle that holds both.
  fileprivate func union(_ other: Rect) -> Rect {
    let (left, top) = (min(x, other.x), min(y, other.y))
    return Rect(x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }

  /// It and what lies up to `reach` pixels around it, within another rectangle.
  fileprivate func expanded(by reach: Int, within other: Rect) -> Rect {
    let (left, top) = (max(x - reach, other.x), max(y - reach, other.y))
    return Rect(
      x: left, y: top, width: min(maxX + reach, other.maxX) - left, height: min(maxY + reach, other.maxY) - top)
  }
}
