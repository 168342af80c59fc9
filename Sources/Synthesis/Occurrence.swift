internal import KernelInterface
internal import Raster

/// How often sources are used: patches above one and a half times their share become dearer.
///
/// Otherwise one chunk is stamped all over the fill (Kaspar et al. 2015, section 3.3).
enum Occurrence {
  /// Half width of the window over which uses are averaged.
  private static let radius = 4

  /// The texture level up to which a source counts as smooth, and from which on as textured.
  private static let texture: (smooth: Float, textured: Float) = (30, 60)

  /// Recounts the uses in the level's field.
  ///
  /// Excess is stored in sixteenths, 0...104 (6.5 times the share), that of smooth sources as a part of it.
  static func recount(_ level: Level) {
    if level.weights.occurrence == 0 { return }
    let geometry = level.geometry
    let width = geometry.sourceColumns
    let height = geometry.sourceRows
    var uses = [Int32](repeating: 0, count: width * height)
    var targets = 0
    for tile in geometry.targetTiles {
      for y in tile.y..<tile.y + tile.height {
        for match in level.field.values(
          in: y * geometry.targetColumns + tile.x..<y * geometry.targetColumns + tile.x + tile.width)
        {
          let column = match.isFlipped ? width - 1 - match.x : match.x
          uses[match.y * width + column] += 1
        }
        targets += tile.width
      }
    }
    // Sums over all sources above and to the left.
    let stride = width + 1
    var sums = [Int32](repeating: 0, count: stride * (height + 1))
    for y in 0..<height {
      var row: Int32 = 0
      for x in 0..<width {
        row += uses[y * width + x]
        sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row
      }
    }
    let share = max(Float(targets) / Float(width * height), 0.5)
    for y in 0..<height {
      let top = max(0, y - radius)
      let bottom = min(height, y + radius + 1)
      for x in 0..<width {
        let left = max(0, x - radius)
        let right = min(width, x + radius + 1)
        let count =
          sums[bottom * stride + right] - sums[top * stride + right] - sums[bottom * stride + left]
          + sums[top * stride + left]
        let relative = Float(count) / Float((right - left) * (bottom - top)) / share
        let weight = weight(of: level, x: x, y: y)
        level.occurrence[y * width + x] = UInt8(min(6.5, max(0, relative - 1.5)) * 16 * weight)
      }
    }
  }

  /// How much the excess uses of a source count, by the texture level at the pixel after the middle of its patch.
  private static func weight(of level: Level, x: Int, y: Int) -> Float {
    let middle = (y + patchSide / 2) * level.geometry.known.width + x + patchSide / 2
    let texture = Float(level.source[middle * 4 + 3])
    let progress = min(max((texture - Self.texture.smooth) / (Self.texture.textured - Self.texture.smooth), 0), 1)
    return level.smoothOccurrence + (1 - level.smoothOccurrence) * progress
  }
}
