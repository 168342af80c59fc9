import KernelInterface
import SynthesisReference
import TestSupport

/// Votes for the pixels of a tile, with memory of their own.
final class MadeUpVotes {
  let tile: Tile
  let values: Buffer<UInt16>
  let detail: Buffer<Int16>

  init(_ tile: Tile, values: [UInt16], detail: [Int16]) {
    self.tile = tile
    self.values = Buffer(values)
    self.detail = Buffer(detail)
  }

  /// The same values for every pixel.
  convenience init(_ tile: Tile, repeating value: Int) {
    let count = tile.width * tile.height * 4
    self.init(
      tile, values: [UInt16](repeating: UInt16(value), count: count),
      detail: [Int16](repeating: Int16(value), count: count))
  }

  /// Those of a part of the canvas.
  convenience init(_ tile: Tile, of canvas: MadeUpVotes) {
    let places = tile.places.flatMap { place in
      (0..<4).map { canvas.view.offset(x: place.x, y: place.y) + $0 }
    }
    self.init(tile, values: places.map { canvas.values[$0] }, detail: places.map { canvas.detail[$0] })
  }

  /// Any votes that may occur, for a whole canvas.
  convenience init(width: Int, height: Int, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    self.init(
      Tile(x: 0, y: 0, width: width, height: height),
      values: (0..<width * height * 4).map { _ in UInt16(random.next(below: 8161)) },
      detail: (0..<width * height * 4).map { _ in Int16(random.next(below: 16321) - 8160) })
  }

  /// The four voted values of a pixel of the canvas.
  func pixel(x: Int, y: Int) -> [UInt16] {
    let offset = view.offset(x: x, y: y)
    return values.values(in: offset..<offset + 4)
  }

  var view: VotedTile { VotedTile(tile: tile, values: values.base, detail: detail.base) }
}

extension Tile {
  /// The tile and what lies up to `margin` pixels around it on a canvas.
  func expanded(by margin: Int, width canvasWidth: Int, height canvasHeight: Int) -> Tile {
    let left = max(0, x - margin)
    let top = max(0, y - margin)
    return Tile(
      x: left, y: top, width: min(canvasWidth, x + width + margin) - left,
      height: min(canvasHeight, y + height + margin) - top)
  }
}
