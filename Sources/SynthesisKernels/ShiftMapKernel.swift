import KernelInterface

/// Tries shift after shift on a map of shifts, each where that makes the map cheaper.
///
/// The expansion move of Boykov, Veksler and Zabih (2001, section 3): which pixels take a shift is the cheapest of all
/// divisions, found as a minimum cut. The map is that of Pritch, Kav-Venaki and Peleg (2009).
@inline(__always)
func expandShiftsOfRegion(
  _ level: LevelView, region: Tile, shifts: UnsafePointer<Shift>, count: Int, map: UnsafeMutablePointer<Shift>
) {
  let bounds = neighborhood(of: region, level)
  let area = bounds.width &* bounds.height
  // A margin of one node on all sides.
  MinimumCut.withMemory(stride: bounds.width &+ 2, rows: bounds.height &+ 2) { cut in
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: area &* 5) { values in
      withUnsafeTemporaryAllocation(of: TargetPlace.self, capacity: area) { places in
        withUnsafeTemporaryAllocation(of: SIMD4<Int32>.self, capacity: area) { changes in
          guard let values = values.baseAddress, let places = places.baseAddress, let changes = changes.baseAddress
          else { return }
          let expansion = ShiftExpansion(
            level, region: region, bounds: bounds, map: map, values: values, places: places, changes: changes)
          expansion.measure()
          for i in 0..<count { expansion.expand(shifts[i], &cut) }
        }
      }
    }
  }
}

/// A region and the pixels of the canvas beside it.
@inline(__always)
private func neighborhood(of region: Tile, _ level: LevelView) -> Tile {
  let (x, y) = (max(region.x &- 1, 0), max(region.y &- 1, 0))
  let maxX = min(region.x &+ region.width &+ 1, level.width)
  let maxY = min(region.y &+ region.height &+ 1, level.height)
  return Tile(x: x, y: y, width: maxX &- x, height: maxY &- y)
}

/// A map of shifts, of which a region may change, and what it costs.
///
/// cost = Σ prior of each pixel + Σ seams between neighbours of different shift. All costs are squared intensities,
/// summed over the channels of a pixel. Known pixels show the source by a shift of 0, which no other pixel can have.
private struct ShiftExpansion {
  /// What a seam costs by itself, and how many times the squared difference of both sides counts.
  ///
  /// A patch of 8 columns sees a seam about so often; beside a known pixel it counts four times that.
  private static let seamCost: Int32 = 72
  private static let seamWeight: Int32 = 4
  private static let knownSeamWeight: Int32 = 16

  /// Difference of pixels of which neither is in the source.
  private static let unseen: Int32 = 9000

  let cost: MatchCost
  let level: LevelView
  let region: Tile
  let bounds: Tile
  let map: UnsafeMutablePointer<Shift>

  /// Of each pixel: prior of its shift; the same for the shift that is tried; cost of the seams to its neighbours at the
  /// right and below; and whether it may take the shift that is tried.
  let own: UnsafeMutablePointer<Int32>
  let tried: UnsafeMutablePointer<Int32>
  let rightSeam: UnsafeMutablePointer<Int32>
  let lowerSeam: UnsafeMutablePointer<Int32>
  let mayTake: UnsafeMutablePointer<Int32>

  let places: UnsafeMutablePointer<TargetPlace>

  /// Of each pixel that may take the shift that is tried: by how much it would show something else.
  let changes: UnsafeMutablePointer<SIMD4<Int32>>

  @inline(__always)
  init(
    _ level: LevelView, region: Tile, bounds: Tile, map: UnsafeMutablePointer<Shift>,
    values: UnsafeMutablePointer<Int32>, places: UnsafeMutablePointer<TargetPlace>,
    changes: UnsafeMutablePointer<SIMD4<Int32>>
  ) {
    cost = MatchCost(level)
    self.level = level
    self.region = region
    self.bounds = bounds
    self.map = map
    let area = bounds.width &* bounds.height
    own = values
    tried = values + area
    rightSeam = values + area &* 2
    lowerSeam = values + area &* 3
    mayTake = values + area &* 4
    self.places = places
    self.changes = changes
  }

  /// Computes places and costs of the map as it is.
  func measure() {
    for y in region.y..<region.y &+ region.height {
      for x in region.x..<region.x &+ region.width {
        let place = place(x: x, y: y)
        let corner = corner(x: x, y: y)
        (places + place).initialize(to: TargetPlace(cost, x: corner.x, y: corner.y))
        own[place] = prior(shift(x: x, y: y), x: x, y: y)
      }
    }
    for y in bounds.y..<maxY {
      for x in bounds.x..<maxX {
        mayTake[place(x: x, y: y)] = 0
        measureSeams(x: x, y: y)
      }
    }
  }

  /// Lets pixels take a shift where that makes the map cheaper.
  func expand(_ shift: Shift, _ cut: inout MinimumCut) {
    if !prepare(shift) { return }
    cut.clear()
    var hasGain = false
    for y in bounds.y..<maxY {
      for x in bounds.x..<maxX {
        let place = place(x: x, y: y)
        let node = node(x: x, y: y, cut)
        if mayTake[place] != 0 { cut.gain[node] = cut.gain[node] &+ own[place] &- tried[place] }
        if x &+ 1 < maxX { link(shift, x, y, isRight: true, node: node, &cut) }
        if y &+ 1 < maxY { link(shift, x, y, isRight: false, node: node, &cut) }
        if cut.gain[node] > 0 { hasGain = true }
      }
    }
    if !hasGain { return }
    cut.solve()
    take(shift, cut)
  }

  /// Gives a shift to the pixels that the cut found.
  private func take(_ shift: Shift, _ cut: MinimumCut) {
    for y in region.y..<region.y &+ region.height {
      for x in region.x..<region.x &+ region.width where cut.isTaken(node(x: x, y: y, cut)) {
        let place = place(x: x, y: y)
        map[y &* level.width &+ x] = shift
        own[place] = tried[place]
      }
    }
    for y in region.y..<region.y &+ region.height {
      for x in region.x..<region.x &+ region.width where cut.isTaken(node(x: x, y: y, cut)) {
        measureSeams(x: x, y: y)
        if x > bounds.x { measureSeams(x: x &- 1, y: y) }
        if y > bounds.y { measureSeams(x: x, y: y &- 1) }
      }
    }
  }

  /// Computes what a shift costs where it can be taken; false where that is nowhere.
  @inline(__always)
  private func prepare(_ shift: Shift) -> Bool {
    var canBeTaken = false
    for y in region.y..<region.y &+ region.height {
      for x in region.x..<region.x &+ region.width {
        let place = place(x: x, y: y)
        mayTake[place] = 0
        let present = self.shift(x: x, y: y)
        if present == shift || !isSeen(shift, x: x, y: y) { continue }
        mayTake[place] = 1
        tried[place] = prior(shift, x: x, y: y)
        changes[place] = pixel(shift, x: x, y: y) &- pixel(present, x: x, y: y)
        canBeTaken = true
      }
    }
    return canBeTaken
  }

  /// Enters the seam between a pixel and its neighbour at the right or below into the cut.
  @inline(__always)
  private func link(_ shift: Shift, _ x: Int, _ y: Int, isRight: Bool, node: Int, _ cut: inout MinimumCut) {
    let place = place(x: x, y: y)
    let step = isRight ? 1 : bounds.width
    let other = place &+ step
    let (mayTakeThis, mayTakeOther) = (mayTake[place] != 0, mayTake[other] != 0)
    if !mayTakeThis && !mayTakeOther { return }
    let (nextX, nextY) = isRight ? (x &+ 1, y) : (x, y &+ 1)
    let now = isRight ? rightSeam[place] : lowerSeam[place]
    let otherNode = node &+ (isRight ? 1 : cut.stride)
    let (this, next) = (self.shift(x: x, y: y), self.shift(x: nextX, y: nextY))
    let onlyThis: Int32
    let onlyOther: Int32
    if mayTakeThis && mayTakeOther && this == next {
      // Most pairs: the seam is the same whichever of them takes the shift alone.
      onlyThis = Self.seamCost &+ Self.seamWeight &* squared(changes[place], changes[other])
      onlyOther = onlyThis
    } else {
      onlyThis = mayTakeThis ? seam(shift, next, x, y, nextX, nextY) : 0
      onlyOther = mayTakeOther ? seam(this, shift, x, y, nextX, nextY) : 0
    }
    if !mayTakeOther {
      cut.gain[node] = cut.gain[node] &+ now &- onlyThis
    } else if !mayTakeThis {
      cut.gain[otherNode] = cut.gain[otherNode] &+ now &- onlyOther
    } else {
      // Both: 0. One of them: `onlyThis` or `onlyOther`. None: `now`.
      cut.gain[node] = cut.gain[node] &+ now &- onlyThis
      cut.gain[otherNode] = cut.gain[otherNode] &+ onlyThis
      let weight = max(0, onlyThis &+ onlyOther &- now)
      // Taking the other one while this one is left.
      cut.links[otherNode &* 4 &+ (isRight ? 1 : 3)] = weight
    }
  }

  /// Computes the seams of a pixel to its neighbours at the right and below.
  private func measureSeams(x: Int, y: Int) {
    let place = place(x: x, y: y)
    let shift = shift(x: x, y: y)
    if x &+ 1 < maxX { rightSeam[place] = seam(shift, self.shift(x: x &+ 1, y: y), x, y, x &+ 1, y) }
    if y &+ 1 < maxY { lowerSeam[place] = seam(shift, self.shift(x: x, y: y &+ 1), x, y, x, y &+ 1) }
  }

  private var maxX: Int { bounds.x &+ bounds.width }
  private var maxY: Int { bounds.y &+ bounds.height }

  @inline(__always)
  private func shift(x: Int, y: Int) -> Shift { map[y &* level.width &+ x] }

  /// Place of a pixel of the canvas among the values.
  @inline(__always)
  private func place(x: Int, y: Int) -> Int { (y &- bounds.y) &* bounds.width &+ x &- bounds.x }

  @inline(__always)
  private func node(x: Int, y: Int, _ cut: MinimumCut) -> Int {
    (y &- bounds.y &+ 1) &* cut.stride &+ x &- bounds.x &+ 1
  }

  /// Prior of the match that a shift means for the patch around a pixel, a pixel's share.
  @inline(__always)
  private func prior(_ shift: Shift, x: Int, y: Int) -> Int32 {
    cost.prior(match(shift, at: corner(x: x, y: y)), place: places[place(x: x, y: y)]) &>> 6
  }

  /// Cost of a seam between pixel p of shift `a` and its neighbour q of shift `b`: how much the two shifts differ in what
  /// they show at both.
  @inline(__always)
  private func seam(_ a: Shift, _ b: Shift, _ px: Int, _ py: Int, _ qx: Int, _ qy: Int) -> Int32 {
    if a == b { return 0 }
    let seesP = isSeen(a, x: px, y: py) && isSeen(b, x: px, y: py)
    let seesQ = isSeen(a, x: qx, y: qy) && isSeen(b, x: qx, y: qy)
    let weight = isKnown(a) || isKnown(b) ? Self.knownSeamWeight : Self.seamWeight
    if !seesP && !seesQ { return Self.seamCost &+ weight &* Self.unseen }
    var p = SIMD4<Int32>()
    var q = SIMD4<Int32>()
    if seesP { p = pixel(a, x: px, y: py) &- pixel(b, x: px, y: py) }
    if seesQ { q = pixel(a, x: qx, y: qy) &- pixel(b, x: qx, y: qy) }
    if !seesP { p = q }
    if !seesQ { q = p }
    return Self.seamCost &+ weight &* squared(p, q)
  }

  /// Mean square of two differences, less what a shift of light explains: up to 10, and nine tenths of it.
  @inline(__always)
  private func squared(_ p: SIMD4<Int32>, _ q: SIMD4<Int32>) -> Int32 {
    // In sixteenths.
    var light = clamped((p &+ q) &* 8, limit: 160) &* 9 / 10
    light.w = 0
    let (dp, dq) = (p &* 16 &- light, q &* 16 &- light)
    let squares = dp &* dp &+ dq &* dq
    return (squares.x &+ squares.y &+ squares.z &+ squares.w) &>> 9
  }

  /// What a shift shows at a pixel of the canvas.
  @inline(__always)
  private func pixel(_ shift: Shift, x: Int, y: Int) -> SIMD4<Int32> {
    let base = shift.isFlipped ? level.flippedSource : level.source
    let (sx, sy) = (x &- level.knownX &+ Int(shift.x), y &- level.knownY &+ Int(shift.y))
    return SIMD4(
      truncatingIfNeeded: UnsafeRawPointer(base + (sy &* level.knownWidth &+ sx) &* 4)
        .loadUnaligned(as: SIMD4<UInt8>.self))
  }

  /// Whether a shift shows something at a pixel of the canvas.
  @inline(__always)
  private func isSeen(_ shift: Shift, x: Int, y: Int) -> Bool {
    let (sx, sy) = (x &- level.knownX &+ Int(shift.x), y &- level.knownY &+ Int(shift.y))
    return sx >= 0 && sy >= 0 && sx < level.knownWidth && sy < level.knownHeight
  }

  /// Corner of the patch around a pixel of the canvas.
  @inline(__always)
  private func corner(x: Int, y: Int) -> (x: Int, y: Int) {
    (min(max(x &- patchSide / 2, 0), level.targetColumns &- 1), min(max(y &- patchSide / 2, 0), level.targetRows &- 1))
  }

  @inline(__always)
  private func match(_ shift: Shift, at corner: (x: Int, y: Int)) -> Match {
    cost.source(
      x: corner.x &- level.knownX &+ Int(shift.x), y: corner.y &- level.knownY &+ Int(shift.y),
      flipped: shift.isFlipped)
  }

  /// Whether a shift is that of the known pixels.
  @inline(__always)
  private func isKnown(_ shift: Shift) -> Bool { shift.x == 0 && shift.y == 0 && !shift.isFlipped }
}
