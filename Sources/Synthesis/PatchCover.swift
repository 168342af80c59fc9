internal import KernelInterface
internal import Raster

/// Spreads what belongs to a lone subject over the patches that hold any of it.
///
/// A patch beside a subject that holds only its rim would draw the rest of it in after itself.
struct PatchCover {
  private let size: Size

  /// Half a patch, in places of the map.
  private let reach: (x: Int, y: Int)

  /// What was spread so far: seen from several sides, subjects are often the same.
  private var spread: [[UInt8]: [UInt8]] = [:]

  /// Spreads nothing: what lies under the centre of a patch counts.
  init(centresIn mapSize: Size) {
    size = mapSize
    reach = (x: 0, y: 0)
  }

  /// - Parameters:
  ///   - mapSize: size of the maps.
  ///   - source: size of the source at a level, in pixels.
  init(mapSize: Size, source: Size) {
    size = mapSize
    reach = (
      x: (patchSide / 2 * mapSize.width + source.width - 1) / source.width,
      y: (patchSide / 2 * mapSize.height + source.height - 1) / source.height
    )
  }

  /// The largest value of a map under a patch centred at each place.
  mutating func largest(of map: [UInt8]) -> [UInt8] {
    if reach == (0, 0) || map.allSatisfy({ $0 == 0 }) { return map }
    if let known = spread[map] { return known }
    var (rows, result) = (map, map)
    for y in 0..<size.height {
      for x in 0..<size.width {
        var largest: UInt8 = 0
        for column in max(0, x - reach.x)...min(size.width - 1, x + reach.x) {
          largest = max(largest, map[y * size.width + column])
        }
        rows[y * size.width + x] = largest
      }
    }
    for y in 0..<size.height {
      for row in max(0, y - reach.y)...min(size.height - 1, y + reach.y) {
        for x in 0..<size.width {
          result[y * size.width + x] = max(result[y * size.width + x], rows[row * size.width + x])
        }
      }
    }
    spread[map] = result
    return result
  }
}

extension Saliency {
  /// The maps for the patches of a level, lone subjects that a side doesn't cut in full.
  func maps(for cover: inout PatchCover) -> Buffer<UInt8> {
    let result = Buffer<UInt8>(count: maps.count, repeating: 0)
    result.copy(from: maps)
    for (side, map) in uncutSubjects {
      for (place, subject) in cover.largest(of: map).enumerated() where subject > 0 {
        let index = side.index * size.area + place
        result[index] = max(result[index], subject)
      }
    }
    return result
  }

  /// Membership in lone subjects for the patches of a level, one map after the other.
  func loneSubjects(for cover: inout PatchCover) -> Buffer<UInt8> {
    let result = Buffer<UInt8>(count: loneSubjects.count * size.area, repeating: 0)
    for (number, map) in loneSubjects.enumerated() {
      result.replace(from: number * size.area, with: cover.largest(of: map)[...])
    }
    return result
  }
}
