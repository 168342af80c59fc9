internal import KernelInterface
internal import Raster

/// How far each place of the source stands out from one of its sides: what must not be copied beyond that side.
///
/// Minimum barrier distance (after Zhang et al. 2015, section 3.1): the barrier of a path is the largest less the
/// smallest value of a channel on it, and a place is as salient as the lowest barrier from it to the side. One map for
/// each side, so that a torso cut by the bottom edge may go on downwards but never reappears at the left.
struct Saliency {
  /// Smallest level size at which the maps are made.
  static let mapSize = 60

  /// What counts of it at the left and right, lone subjects apart: there a street or a shelf goes on with what stands out.
  private static let shareAtSides = 0.15

  let size: Size

  /// Four maps of `size`, seen from the left, top, bottom and right, 0...255, 0...38 from the left and right.
  let maps: Buffer<UInt8>

  /// How much each place belongs to a lone subject, 0...255, seen from each side; see `LoneSubjects.maps`.
  let loneSubjects: [[UInt8]]

  /// The same for lone subjects that a side doesn't cut, which count as salient from there.
  let uncutSubjects: [(side: Side, map: [UInt8])]

  /// - Parameters:
  ///   - pixels: source pixels at about the map size.
  ///   - textureLevels: that of a larger picture at each place of `size`.
  ///   - narrow: the sides where the canvas grows by little.
  ///   - rarity: how rare each part of the source is.
  ///   - engine: resamples the picture for a light blur.
  init(
    pixels: Buffer<UInt8>, textureLevels: [UInt8], size: Size, narrow: Set<Side>, rarity: () -> Rarity, engine: Engine
  ) {
    self.size = size
    let half = Size(
      width: max(1, min(size.width, max(4, size.width / 2))), height: max(1, min(size.height, max(4, size.height / 2))))
    let blurred = engine.resample(engine.resample(pixels, from: size, to: half), from: half, to: size)
    let maps = Buffer<UInt8>(count: size.area * 4, repeating: 0)
    engine.bands.forEach(in: 0..<4, bandHeight: 1) { sides in
      for side in Side.allCases[sides] {
        let distance = Self.barrierDistance(blurred, size: size, side: side)
        // The level from which on a place counts adapts to the texture: pebbles are not salient.
        let median = distance.sorted()[distance.count / 2]
        let base = min(100, max(25, (13 * Int(median) + 5) / 10))
        for (place, value) in distance.enumerated() {
          let level = min(40, max(0, Int(value) - base))
          maps[side.index * size.area + place] = UInt8(level * 255 / 40)
        }
      }
    }
    self.maps = maps
    var measured: Rarity?
    func rarityOnce() -> Rarity {
      let value = measured ?? rarity()
      measured = value
      return value
    }
    let heads = Heads(pixels, size: size, rarity: rarityOnce)
    let subjects = LoneSubjects(
      sides: maps, size: size, heads: heads, focused: FocusedSubjects(textureLevels: textureLevels, size: size),
      narrow: narrow, rarity: rarityOnce)
    loneSubjects = subjects.maps
    uncutSubjects = subjects.uncut
    for side in [Side.left, .right] {
      let start = side.index * size.area
      for place in start..<start + size.area { maps[place] = UInt8(Double(maps[place]) * Self.shareAtSides) }
    }
  }

  /// Lowest barrier from each place to a side, the largest of three channels, by six raster scans in alternating direction.
  static func barrierDistance(_ pixels: Buffer<UInt8>, size: Size, side: Side) -> [UInt8] {
    let width = size.width
    let height = size.height
    var result = [UInt8](repeating: 0, count: size.area)
    for channel in 0..<3 {
      let values = (0..<size.area).map { pixels[$0 * 4 + channel] }
      var distance = [Int](repeating: 256, count: size.area)
      var highest = values
      var lowest = values
      for y in 0..<height {
        for x in 0..<width {
          let isSeed =
            switch side {
            case .left: x == 0
            case .top: y == 0
            case .bottom: y == height - 1
            case .right: x == width - 1
            }
          if isSeed { distance[y * width + x] = 0 }
        }
      }
      /// Takes the path by way of a neighbour where its barrier is lower.
      func relax(_ place: Int, from other: Int) {
        let high = max(highest[other], values[place])
        let low = min(lowest[other], values[place])
        if distance[other] > 255 || Int(high) - Int(low) >= distance[place] { return }
        distance[place] = Int(high) - Int(low)
        highest[place] = high
        lowest[place] = low
      }
      for _ in 0..<3 {
        for y in 0..<height {
          for x in 0..<width {
            let place = y * width + x
            if x > 0 { relax(place, from: place - 1) }
            if y > 0 { relax(place, from: place - width) }
          }
        }
        for y in (0..<height).reversed() {
          for x in (0..<width).reversed() {
            let place = y * width + x
            if x + 1 < width { relax(place, from: place + 1) }
            if y + 1 < height { relax(place, from: place + width) }
          }
        }
      }
      for place in 0..<size.area {
        result[place] = max(result[place], UInt8(min(255, distance[place])))
      }
    }
    return result
  }
}
