internal import KernelInterface
internal import Raster

/// The first estimate: grown from the known rectangle outwards, ring by ring, each by a search through the whole source.
///
/// After Newson et al. (2014, section 3.3), who fill video holes this way. The patches that reach just over the new ring
/// look for their best sources; the ring is voted from them, and becomes finished.
struct OnionPeel: Sendable {
  /// Width of a ring in pixels.
  private static let ringWidth = 2

  /// Factor on prior and saliency: with part of a patch unseen, they have to weigh more.
  private static let priorFactor: Int32 = 2

  /// A patch of this mean squared cost per pixel and channel weighs exp(-1/2).
  private static let costWidth = 200.0

  /// Of so many rows of sources a target looks at one at least: what it misses, its neighbours find and hand on.
  private static let usualRowStep = 3

  /// Sources that may always be looked at, which takes a second or two.
  private static let affordableCandidates = 100_000_000

  /// Where there are fewer targets to a source corner than this, as in panoramas too, as many as those take may be.
  private static let usualGrowth = 16

  private let level: Level
  private let engine: Engine
  private let integral: Buffer<UInt32>
  private let thumbnails: Thumbnails
  private let rowStep: Int
  private let shift: Buffer<Int16>

  /// Weight of each target's vote.
  private let weights: Buffer<Int32>
  private var searched: Buffer<UInt8>

  /// - Parameter thumbnails: of the level's source; without any the result is the same, and takes longer.
  init(_ level: Level, thumbnails: Thumbnails, engine: Engine) {
    self.level = level
    self.thumbnails = thumbnails
    self.engine = engine
    let targets = level.geometry.targetColumns * level.geometry.targetRows
    rowStep = Self.rowStep(for: level.geometry)
    integral = Self.integralImage(level.source, size: level.geometry.known.size)
    shift = Buffer(count: targets * 4, repeating: 0)
    weights = Buffer(count: targets, repeating: 0)
    searched = Buffer(count: targets, repeating: 0)
  }

  /// Fills the estimate and the field of the level.
  mutating func grow() {
    let canvas = Rect(x: 0, y: 0, width: level.geometry.size.width, height: level.geometry.size.height)
    var finished = level.geometry.known
    while finished != canvas {
      let ring = Self.ring(around: finished, on: level.geometry.size)
      search(Self.front(from: finished, to: ring), around: finished)
      // A tile of a ring is less work than it takes to wake a thread, so they are not cut any further.
      engine.forEach(LevelGeometry.tiles(covering: canvas.size, around: finished)) { [self] tile in
        vote(Self.clipped(x: tile.x, y: tile.y, maxX: tile.x + tile.width, maxY: tile.y + tile.height, to: ring))
      }
      finished = ring
    }
    fillGaps()
  }

  /// Searches for the targets of the front.
  private mutating func search(_ front: [Tile], around finished: Rect) {
    let searchedNow = Buffer<UInt8>(count: searched.count, repeating: 0)
    searchedNow.copy(from: searched)
    level.nextField.copy(from: level.field)
    let view = level.view
    let kernels = engine.kernels
    // The buffers live to the end of this function; each target writes its own entries.
    let ring = unsafe PeelRing(
      finished: Tile(x: finished.x, y: finished.y, width: finished.width, height: finished.height),
      priorFactor: Self.priorFactor, rowStep: rowStep,
      integral: UnsafePointer(integral.base),
      thumbnails: UnsafePointer(thumbnails.views.base), searched: UnsafePointer(searched.base),
      searchedNow: searchedNow.base, shift: shift.base)
    engine.forEach(front) { kernels.peel(view, tile: $0, ring: ring) }
    level.swapFields()
    searched = searchedNow
    for tile in front { weigh(tile) }
  }

  /// What is finished after the next ring.
  static func ring(around finished: Rect, on canvas: Size) -> Rect {
    clipped(
      x: finished.x - ringWidth, y: finished.y - ringWidth, maxX: finished.maxX + ringWidth,
      maxY: finished.maxY + ringWidth, to: Rect(x: 0, y: 0, width: canvas.width, height: canvas.height))
  }

  /// Whether a target of some front on a side that grows by `growth` pixels reaches `cut` pixels beyond what is finished.
  static func isSeen(cut: Int, growth: Int) -> Bool {
    cut == ringWidth ? growth >= ringWidth : growth % ringWidth == cut
  }

  /// The corners of the front, in pieces that keep all threads busy: those of the patches that end where the ring does.
  ///
  /// One line of them around what is finished. To search all that see a part of the ring is three times the work, for
  /// pictures that were preferred as often.
  static func front(from finished: Rect, to ring: Rect) -> [Tile] {
    let corners = Rect(
      x: ring.x, y: ring.y, width: ring.width - patchSide + 1, height: ring.height - patchSide + 1)
    let length = 8
    var tiles: [Tile] = []
    let growsUp = ring.y < finished.y
    let growsDown = ring.maxY > finished.maxY
    for (grows, y) in [(growsUp, corners.y), (growsDown, corners.maxY - 1)] where grows {
      let row = Rect(x: corners.x, y: y, width: corners.width, height: 1)
      tiles += LevelGeometry.tiles(of: row, width: length, height: 1)
    }
    let y = corners.y + (growsUp ? 1 : 0)
    let height = corners.maxY - (growsDown ? 1 : 0) - y
    for (grows, x) in [(ring.x < finished.x, corners.x), (ring.maxX > finished.maxX, corners.maxX - 1)] where grows {
      let column = Rect(x: x, y: y, width: 1, height: height)
      tiles += LevelGeometry.tiles(of: column, width: 1, height: length)
    }
    return tiles
  }

  /// Lets each target between two fronts continue one beside it, for the search to start from.
  private func fillGaps() {
    let geometry = level.geometry
    let corners = Rect(x: 0, y: 0, width: geometry.targetColumns, height: geometry.targetRows)
    for tile in geometry.targetTiles {
      for y in tile.y..<tile.y + tile.height {
        for x in tile.x..<tile.x + tile.width where searched[y * geometry.targetColumns + x] == 0 {
          for (dx, dy) in Self.neighbours where corners.contains(x: x + dx, y: y + dy) {
            let index = (y + dy) * geometry.targetColumns + x + dx
            if searched[index] == 0 { continue }
            let match = level.field[index]
            level.field[y * geometry.targetColumns + x] = Match(
              x: min(max(match.x - dx, 0), geometry.sourceColumns - 1),
              y: min(max(match.y - dy, 0), geometry.sourceRows - 1), flipped: match.isFlipped)
            break
          }
        }
      }
    }
  }

  private static let neighbours = [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1)]

  /// Weighs the targets of a tile that were searched for just now: by overlap squared and cost.
  private func weigh(_ tile: Tile) {
    for y in tile.y..<tile.y + tile.height {
      for x in tile.x..<tile.x + tile.width {
        let index = y * level.geometry.targetColumns + x
        let overlap = Int(shift[index * 4 + 3])
        let cost = Double(max(0, level.cost[index])) / (2 * CostModel.scale * Self.costWidth)
        weights[index] = Int32(max(1, Int(DeterministicMath.exp(-min(cost, 40)) * 65535) * overlap * overlap))
      }
    }
  }

  /// Votes for the pixels of `part`: source plus shift, by weight.
  private func vote(_ part: Rect) {
    for y in part.rows {
      for x in part.columns { vote(x: x, y: y) }
    }
  }

  private func vote(x: Int, y: Int) {
    let geometry = level.geometry
    var sums = SIMD4<Int>()
    var total = 0
    for row in max(0, y - patchSide + 1)...min(geometry.targetRows - 1, y) {
      for column in max(0, x - patchSide + 1)...min(geometry.targetColumns - 1, x) {
        let index = row * geometry.targetColumns + column
        if searched[index] == 0 { continue }
        let weight = Int(weights[index])
        let match = level.field[index]
        let source = match.isFlipped ? level.flippedSource : level.source
        let place = ((match.y + y - row) * geometry.known.width + match.x + x - column) * 4
        for c in 0..<4 {
          sums[c] += weight * (Int(source[place + c]) * 64 + (c < 3 ? Int(shift[index * 4 + c]) : 0))
        }
        total += weight
      }
    }
    if total == 0 { return }
    for c in 0..<4 {
      let value = (sums[c] + total * 32) / (total * 64)
      level.estimate[(y * geometry.size.width + x) * 4 + c] = UInt8(min(255, max(0, value)))
    }
  }

  /// Of how many rows of sources a target looks at one: of more than usual only for small sources on large canvases.
  static func rowStep(for geometry: LevelGeometry) -> Int {
    let corners = geometry.sourceColumns * geometry.sourceRows
    let targets = geometry.targetColumns * geometry.targetRows - corners
    // A ring has one line of targets, and each corner is a source plain and flipped.
    let candidates = targets / ringWidth * 2 * corners
    let affordable = max(affordableCandidates, usualGrowth * corners / ringWidth * 2 * corners)
    return min(geometry.sourceRows, max(usualRowStep, (candidates + affordable - 1) / affordable))
  }

  /// Sums of red, green and blue over all pixels above and to the left.
  private static func integralImage(_ pixels: Buffer<UInt8>, size: Size) -> Buffer<UInt32> {
    let stride = size.width + 1
    let sums = Buffer<UInt32>(count: stride * (size.height + 1) * 3, repeating: 0)
    for y in 0..<size.height {
      for x in 0..<size.width {
        for c in 0..<3 {
          let above = sums[(y * stride + x + 1) * 3 + c]
          let left = sums[((y + 1) * stride + x) * 3 + c]
          let corner = sums[(y * stride + x) * 3 + c]
          sums[((y + 1) * stride + x + 1) * 3 + c] =
            UInt32(pixels[(y * size.width + x) * 4 + c]) + above + left - corner
        }
      }
    }
    return sums
  }

  private static func clipped(x: Int, y: Int, maxX: Int, maxY: Int, to bounds: Rect) -> Rect {
    let left = max(x, bounds.x)
    let top = max(y, bounds.y)
    return Rect(
      x: left, y: top, width: max(0, min(maxX, bounds.maxX) - left), height: max(0, min(maxY, bounds.maxY) - top))
  }
}
