internal import KernelInterface
internal import Raster

/// Sizes of one level of the pyramid: the canvas, and the known rectangle on it.
struct LevelGeometry: Hashable, Sendable {
  let size: Size
  let known: Rect

  /// The canvas scaled along its rows and columns; the known rectangle and the new edges are rounded one by one.
  init(known source: Size, edges: EdgeAmounts, across: Double, down: Double) {
    func scaled(_ length: Int, _ scale: Double) -> Int { Int((Double(length) * scale).rounded()) }
    known = Rect(
      x: scaled(edges.left, across), y: scaled(edges.top, down), width: scaled(source.width, across),
      height: scaled(source.height, down))
    size = Size(width: known.maxX + scaled(edges.right, across), height: known.maxY + scaled(edges.bottom, down))
  }

  /// The canvas scaled by `scale`.
  init(known source: Size, edges: EdgeAmounts, scale: Double) {
    self.init(known: source, edges: edges, across: scale, down: scale)
  }

  /// A small level, stretched so that the periods of the source are whole numbers of its pixels.
  ///
  /// Matches copy by whole pixels: a wall whose bricks have 6.6 of them would get bricks of 7.
  ///
  /// - Parameter source: size of the whole source, and `edges` what grows around it.
  func fitting(_ periods: Periods, source: Size, edges: EdgeAmounts) -> Self {
    let width = Periods.wholeLength(near: known.width, period: periods.across)
    let height = Periods.wholeLength(near: known.height, period: periods.down)
    if width == known.width && height == known.height { return self }
    return Self(
      known: source, edges: edges, across: Double(width) / Double(source.width),
      down: Double(height) / Double(source.height))
  }

  /// Short side of the known rectangle: what "level size" means everywhere.
  var shortSide: Int { min(known.width, known.height) }

  var targetColumns: Int { size.width - patchSide + 1 }
  var targetRows: Int { size.height - patchSide + 1 }
  var sourceColumns: Int { known.width - patchSide + 1 }
  var sourceRows: Int { known.height - patchSide + 1 }

  /// Place of the offset 0 in a table of all offsets from targets to sources, both counted from the known rectangle.
  var offsetOrigin: (x: Int, y: Int) { (targetColumns - 1 - known.x, targetRows - 1 - known.y) }

  /// Tiles that cover all target corners.
  var targetTiles: [Tile] {
    Self.tiles(
      covering: Size(width: targetColumns, height: targetRows),
      around: Rect(x: known.x, y: known.y, width: sourceColumns, height: sourceRows))
  }

  /// Tiles that cover all unknown pixels.
  var unknownTiles: [Tile] { Self.tiles(covering: size, around: known) }

  /// Larger tiles that cover all unknown pixels, for a vote that needs pixels around each of them.
  var finalTiles: [Tile] { Self.tiles(covering: size, around: known, tileSize: Size(width: 256, height: 192)) }

  /// Strips one pixel wide that cover the outermost known pixels of the sides that grow.
  var borderStrips: [BorderStrip] {
    var strips: [BorderStrip] = []
    let length = 64
    func addRow(_ y: Int, inwardsY: Int) {
      let row = Rect(x: known.x, y: y, width: known.width, height: 1)
      strips += Self.tiles(of: row, width: length, height: 1).map {
        BorderStrip(tile: $0, inwardsX: 0, inwardsY: inwardsY)
      }
    }
    func addColumn(_ x: Int, inwardsX: Int) {
      let column = Rect(x: x, y: known.y, width: 1, height: known.height)
      strips += Self.tiles(of: column, width: 1, height: length).map {
        BorderStrip(tile: $0, inwardsX: inwardsX, inwardsY: 0)
      }
    }
    if known.x > 0 { addColumn(known.x, inwardsX: 1) }
    if known.maxX < size.width { addColumn(known.maxX - 1, inwardsX: -1) }
    if known.y > 0 { addRow(known.y, inwardsY: 1) }
    if known.maxY < size.height { addRow(known.maxY - 1, inwardsY: -1) }
    return strips
  }

  /// `tile` and what lies up to `margin` pixels around it on the canvas.
  func expanded(_ tile: Tile, by margin: Int) -> Tile {
    let x = max(0, tile.x - margin)
    let y = max(0, tile.y - margin)
    return Tile(
      x: x, y: y, width: min(size.width, tile.x + tile.width + margin) - x,
      height: min(size.height, tile.y + tile.height + margin) - y)
  }

  /// Tiles that cover `size` without `hole`: strips above and below it, then what is left and right of it.
  static func tiles(covering size: Size, around hole: Rect, tileSize: Size? = nil) -> [Tile] {
    let strips = [
      Rect(x: 0, y: 0, width: size.width, height: hole.y),
      Rect(x: 0, y: hole.maxY, width: size.width, height: size.height - hole.maxY),
      Rect(x: 0, y: hole.y, width: hole.x, height: hole.height),
      Rect(x: hole.maxX, y: hole.y, width: size.width - hole.maxX, height: hole.height),
    ]
    // Small pictures get flat tiles, so that there are enough of them for every thread.
    let tileSize = tileSize ?? Size(width: 256, height: size.height >= 512 ? 64 : 16)
    return strips.flatMap { tiles(of: $0, width: tileSize.width, height: tileSize.height) }
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

/// A piece of the border of the known rectangle, one pixel wide, and the direction into the rectangle.
struct BorderStrip: Hashable, Sendable {
  let tile: Tile
  let inwardsX: Int
  let inwardsY: Int
}
