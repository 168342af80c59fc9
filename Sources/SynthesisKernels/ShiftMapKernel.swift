import KernelInterface

/// Tries shift after shift on a map of shifts, each where that makes the map cheaper.
///
/// The expansion move of Boykov, Veksler and Zabih (2001, section 3): which pixels take a shift is the cheapest of all
/// divisions, found as a minimum cut. The map is that of Pritch, Kav-Venaki and Peleg (2009).
@inline(__always)
func expandShiftsOfRegion(
  _ level: LevelView, region: Tile, shifts: UnsafePointer<Shift>, count: Int, map: UnsafeMutablePointer<Shift>
) {
  let area = region.width &* region.height
  // A margin of one node on all sides.
  MinimumCut.withMemory(stride: region.width &+ 2, rows: region.height &+ 2) { cut in
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: area &* 5) { values in
      withUnsafeTemporaryAllocation(of: TargetPlace.self, capacity: area) { places in
        guard let values = values.baseAddress, let places = places.baseAddress else { return }
        let expansion = ShiftExpansion(level, region: region, map: map, values: values, places: places)
        expansion.measure()
        for i in 0..<count { expansion.expand(shifts[i], &cut) }
      }
    }
  }
}

/// A region's map of shifts and what it costs.
///
/// cost = Σ prior of each pixel + Σ seams between neighbours of different shift. All costs are squared intensities,
/// summed over the channels of a pixel.
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
  let map: UnsafeMutablePointer<Shift>

  /// Of each pixel: cost of its shift, prior and seams to known pixels; the same for the shift that is tried; of the seams
  /// to its neighbours at the right and below; and whether it may take the shift that is tried.
  let own: UnsafeMutablePointer<Int32>
  let tried: UnsafeMutablePointer<Int32>
  let rightSeam: UnsafeMutablePointer<Int32>
  let lowerSeam: UnsafeMutablePointer<Int32>
  let mayTake: UnsafeMutablePointer<Int32>

  let places: UnsafeMutablePointer<TargetPlace>

  @inline(__always)
  init(
    _ level: LevelView, region: Tile, map: UnsafeMutablePointer<Shift>, values: UnsafeMutablePointer<Int32>,
    places: UnsafeMutablePointer<TargetPlace>
  ) {
    cost = MatchCost(level)
    self.level = level
    self.region = region
    self.map = map
    let area = region.width &* region.height
    own = values
    tried = values + area
    rightSeam = values + area &* 2
    lowerSeam = values + area &* 3
    mayTake = values + area &* 4
    self.places = places
  }

  /// Computes places and costs of the map as it is.
  func measure() {
    for y in 0..<region.height {
      for x in 0..<region.width {
        let place = y &* region.width &+ x
        let corner = corner(x: region.x &+ x, y: region.y &+ y)
        (places + place).initialize(to: TargetPlace(cost, x: corner.x, y: corner.y))
        own[place] = pixelCost(map[place], x: x, y: y)
      }
    }
    measureSeams()
  }

  /// Lets pixels take a shift where that makes the map cheaper.
  func expand(_ shift: Shift, _ cut: inout MinimumCut) {
    if !prepare(shift) { return }
    cut.clear()
    var hasGain = false
    for y in 0..<region.height {
      for x in 0..<region.width {
        let place = y &* region.width &+ x
        let node = (y &+ 1) &* cut.stride &+ x &+ 1
        if mayTake[place] != 0 { cut.gain[node] = cut.gain[node] &+ own[place] &- tried[place] }
        if x &+ 1 < region.width { link(shift, x, y, isRight: true, node: node, &cut) }
        if y &+ 1 < region.height { link(shift, x, y, isRight: false, node: node, &cut) }
        if cut.gain[node] > 0 { hasGain = true }
      }
    }
    if !hasGain { return }
    cut.solve()
    for y in 0..<region.height {
      for x in 0..<region.width where cut.isTaken((y &+ 1) &* cut.stride &+ x &+ 1) {
        let place = y &* region.width &+ x
        map[place] = shift
        own[place] = tried[place]
      }
    }
    measureSeams()
  }

  /// Computes what a shift costs where it can be taken; false where that is nowhere.
  @inline(__always)
  private func prepare(_ shift: Shift) -> Bool {
    var canBeTaken = false
    for y in 0..<region.height {
      for x in 0..<region.width {
        let place = y &* region.width &+ x
        mayTake[place] = 0
        if map[place] == shift || !isSeen(shift, x: region.x &+ x, y: region.y &+ y) { continue }
        mayTake[place] = 1
        tried[place] = pixelCost(shift, x: x, y: y)
        canBeTaken = true
      }
    }
    return canBeTaken
  }

  /// Enters the seam between a pixel and its neighbour at the right or below into the cut.
  @inline(__always)
  private func link(_ shift: Shift, _ x: Int, _ y: Int, isRight: Bool, node: Int, _ cut: inout MinimumCut) {
    let place = y &* region.width &+ x
    let step = isRight ? 1 : region.width
    let other = place &+ step
    let (mayTakeThis, mayTakeOther) = (mayTake[place] != 0, mayTake[other] != 0)
    if !mayTakeThis && !mayTakeOther { return }
    let (px, py) = (region.x &+ x, region.y &+ y)
    let (qx, qy) = isRight ? (px &+ 1, py) : (px, py &+ 1)
    let now = isRight ? rightSeam[place] : lowerSeam[place]
    let otherNode = node &+ (isRight ? 1 : cut.stride)
    let onlyThis = mayTakeThis ? seam(shift, map[other], px, py, qx, qy) : 0
    let onlyOther = mayTakeOther ? seam(map[place], shift, px, py, qx, qy) : 0
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

  private func measureSeams() {
    for y in 0..<region.height {
      for x in 0..<region.width {
        let place = y &* region.width &+ x
        let (px, py) = (region.x &+ x, region.y &+ y)
        if x &+ 1 < region.width { rightSeam[place] = seam(map[place], map[place &+ 1], px, py, px &+ 1, py) }
        if y &+ 1 < region.height {
          lowerSeam[place] = seam(map[place], map[place &+ region.width], px, py, px, py &+ 1)
        }
      }
    }
  }

  /// Cost of a shift at one pixel: the prior of the match that it means for the patch around it, a pixel's share, and the
  /// seams to known neighbours.
  @inline(__always)
  private func pixelCost(_ shift: Shift, x: Int, y: Int) -> Int32 {
    let (px, py) = (region.x &+ x, region.y &+ y)
    let place = y &* region.width &+ x
    var sum = cost.prior(match(shift, at: corner(x: px, y: py)), place: places[place]) &>> 6
    for direction in 0..<4 {
      let kx = px &+ (direction == 0 ? 1 : direction == 1 ? -1 : 0)
      let ky = py &+ (direction == 2 ? 1 : direction == 3 ? -1 : 0)
      if isKnown(x: kx, y: ky) { sum = sum &+ knownSeam(shift, kx, ky) }
    }
    return sum
  }

  /// Cost of a seam between a known pixel and one of shift `shift` beside it.
  @inline(__always)
  private func knownSeam(_ shift: Shift, _ x: Int, _ y: Int) -> Int32 {
    if shift.x == 0 && shift.y == 0 && !shift.isFlipped { return 0 }
    var difference = Self.unseen
    if isSeen(shift, x: x, y: y) {
      let d = pixel(Shift(x: 0, y: 0), x: x, y: y) &- pixel(shift, x: x, y: y)
      difference = squared(d, d)
    }
    return Self.seamCost &+ Self.knownSeamWeight &* difference
  }

  /// Cost of a seam between pixel p of shift `a` and its neighbour q of shift `b`: how much the two shifts differ in what
  /// they show at both.
  @inline(__always)
  private func seam(_ a: Shift, _ b: Shift, _ px: Int, _ py: Int, _ qx: Int, _ qy: Int) -> Int32 {
    if a == b { return 0 }
    let seesP = isSeen(a, x: px, y: py) && isSeen(b, x: px, y: py)
    let seesQ = isSeen(a, x: qx, y: qy) && isSeen(b, x: qx, y: qy)
    if !seesP && !seesQ { return Self.seamCost &+ Self.seamWeight &* Self.unseen }
    var p = SIMD4<Int32>()
    var q = SIMD4<Int32>()
    if seesP { p = pixel(a, x: px, y: py) &- pixel(b, x: px, y: py) }
    if seesQ { q = pixel(a, x: qx, y: qy) &- pixel(b, x: qx, y: qy) }
    if !seesP { p = q }
    if !seesQ { q = p }
    return Self.seamCost &+ Self.seamWeight &* squared(p, q)
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

  @inline(__always)
  private func isKnown(x: Int, y: Int) -> Bool {
    let (dx, dy) = (x &- level.knownX, y &- level.knownY)
    return dx >= 0 && dy >= 0 && dx < level.knownWidth && dy < level.knownHeight
  }
}
