internal import KernelInterface
internal import Raster

/// Sizes of one level of the pyramid: the canvas, and the known rectangle on it.
struct LevelGeometry: Hashable, Sendable {
  let size: Size
  let known: Rect

  /// The canvas scaled by `scale`; the known rectangle and the new edges are rounded one by one.
  init(known source: Size, edges: EdgeAmounts, scale: Double) {
    func scaled(_ length: Int) -> Int { Int((Double(length) * scale).rounded()) }
    known = Rect(
      x: scaled(edges.left), y: scaled(edges.top), width: scaled(source.width), height: scaled(source.height))
    size = Size(width: known.maxX + scaled(edges.right), height: known.maxY + scaled(edges.bottom))
  }

  /// Short side of the known rectangle: what "level size" means everywhere.
  var shortSide: Int { min(known.width, known.height) }

  var targetColumns: Int { size.width - patchSide + 1 }
  var targetRows: Int { size.height - patchSide + 1 }
  var sourceColumns: Int { known.width - patchSide + 1 }
  var sourceRows: Int { known.height - patchSide + 1 }

  /// Tiles that cover all target corners.
  var targetTiles: [Tile] {
    Self.tiles(
      covering: Size(width: targetColumns, height: targetRows),
      around: Rect(x: known.x, y: known.y, width: sourceColumns, height: sourceRows))
  }

  /// Tiles that cover all unknown pixels.
  var unknownTiles: [Tile] { Self.tiles(covering: size, around: known) }

  /// Tiles that cover all unknown pixels and the outermost known ones.
  var votedTiles: [Tile] {
    Self.tiles(
      covering: size, around: Rect(x: known.x + 1, y: known.y + 1, width: known.width - 2, height: known.height - 2))
  }

  /// Tiles that cover `size` without `hole`: strips above and below it, then what is left and right of it.
  static func tiles(covering size: Size, around hole: Rect) -> [Tile] {
    let strips = [
      Rect(x: 0, y: 0, width: size.width, height: hole.y),
      Rect(x: 0, y: hole.maxY, width: size.width, height: size.height - hole.maxY),
      Rect(x: 0, y: hole.y, width: hole.x, height: hole.height),
      Rect(x: hole.maxX, y: hole.y, width: size.width - hole.maxX, height: hole.height),
    ]
    // Small pictures get flat tiles, so that there are enough of them for every thread.
    let height = size.height >= 512 ? 64 : 16
    return strips.flatMap { tiles(of: $0, width: 256, height: height) }
  }

  /// Tiles of at most the given size that cover `rect`.
  static func tiles(of rect: Rect, width: Int, height: Int) -> [Tile] {
    var tiles: [Tile] = []
    for y in stride(from: rect.y, to: rect.maxY, by: height) {
      for x in stride(from: rect.x, to: rect.maxX, by: width) {
        tiles.append(
          Tile(x: x, y: y, width: min(width, rect.maxX - x), height: min(height, rect.maxY - y)))
      }
    }
    return tiles
  }
}
