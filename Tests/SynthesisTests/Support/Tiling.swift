import KernelInterface

@testable import Synthesis

/// Ways to cut tiles into smaller ones; a kernel must not notice.
enum Tiling: String, CaseIterable {
  case asGiven, sevenByThree, onePixel

  func cut(_ tiles: [Tile]) -> [Tile] {
    let (width, height) =
      switch self {
      case .asGiven: (Int.max, Int.max)
      case .sevenByThree: (7, 3)
      case .onePixel: (1, 1)
      }
    return tiles.flatMap { tile in
      stride(from: 0, to: tile.height, by: min(height, tile.height)).flatMap { y in
        stride(from: 0, to: tile.width, by: min(width, tile.width)).map { x in
          Tile(
            x: tile.x + x, y: tile.y + y, width: min(width, tile.width - x), height: min(height, tile.height - y))
        }
      }
    }
  }
}

extension Tile {
  /// Columns and rows of the tile, pair by pair.
  var places: [(x: Int, y: Int)] {
    (y..<y + height).flatMap { row in (x..<x + width).map { (x: $0, y: row) } }
  }
}
