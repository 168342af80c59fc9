internal import KernelInterface
internal import Raster

/// Thumbnails of a level's source, for every part of a patch that the sides of the onion peel see.
///
/// Corners of the peel see other parts; they are few, and searched without.
struct Thumbnails: Sendable {
  /// One place for each `ThumbnailShape.number`, nil where no target needs it.
  let views: Buffer<ThumbnailView?>

  /// What the views point to.
  private var planes: [Buffer<UInt8>] = []

  /// None at all: every source is looked at.
  init() {
    views = Buffer(count: ThumbnailShape.count, repeating: nil)
  }

  init(_ level: Level, engine: Engine) {
    self.init()
    let geometry = level.geometry
    for cut in 1...ThumbnailShape.mostCut {
      let rest = patchSide - cut
      let shapes = [
        geometry.known.x > 0 ? ThumbnailShape(left: cut, top: 0, columns: rest, rows: patchSide) : nil,
        geometry.known.maxX < geometry.size.width
          ? ThumbnailShape(left: 0, top: 0, columns: rest, rows: patchSide) : nil,
        geometry.known.y > 0 ? ThumbnailShape(left: 0, top: cut, columns: patchSide, rows: rest) : nil,
        geometry.known.maxY < geometry.size.height
          ? ThumbnailShape(left: 0, top: 0, columns: patchSide, rows: rest) : nil,
      ]
      for shape in shapes.compactMap(\.self) { add(shape, level, engine: engine) }
    }
  }

  private mutating func add(_ shape: ThumbnailShape, _ level: Level, engine: Engine) {
    let geometry = level.geometry
    let stride = (geometry.sourceColumns + ThumbnailShape.lanes - 1) / ThumbnailShape.lanes * ThumbnailShape.lanes
    let kernels = engine.kernels
    let both = [level.source, level.flippedSource].map { source in
      let planes = Buffer<UInt8>(count: geometry.sourceRows * ThumbnailShape.valueCount * stride, repeating: 0)
      engine.bands.forEach(in: 0..<geometry.sourceRows, bandHeight: 8) { rows in
        for row in rows {
          // Both buffers live to the end of this function; each row of corners writes its own planes.
          unsafe kernels.thumbnails(
            pixels: source.base, width: geometry.known.width, row: row, shape: shape, stride: stride,
            into: planes.base + row * ThumbnailShape.valueCount * stride)
        }
      }
      return planes
    }
    planes += both
    views[shape.number] = unsafe ThumbnailView(
      shape: shape, stride: stride, plain: UnsafePointer(both[0].base), flipped: UnsafePointer(both[1].base))
  }
}
