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
      let isSeen = { (growth: Int) in OnionPeel.isSeen(cut: cut, growth: growth) }
      let shapes = [
        isSeen(geometry.known.x) ? ThumbnailShape(left: cut, top: 0, columns: rest, rows: patchSide) : nil,
        isSeen(geometry.size.width - geometry.known.maxX)
          ? ThumbnailShape(left: 0, top: 0, columns: rest, rows: patchSide) : nil,
        isSeen(geometry.known.y) ? ThumbnailShape(left: 0, top: cut, columns: patchSide, rows: rest) : nil,
        isSeen(geometry.size.height - geometry.known.maxY)
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

/// Thumbnails of whole patches at every second corner of a source, shifted by one from row to row.
struct SampledThumbnails: Sendable {
  private let stride: Int
  private let plain: Buffer<UInt8>
  private let mirrored: Buffer<UInt8>

  /// What the kernels see; this value must outlive the call.
  var view: ThumbnailView {
    unsafe ThumbnailView(
      shape: .whole, stride: stride, plain: UnsafePointer(plain.base), flipped: UnsafePointer(mirrored.base))
  }

  init(_ pixels: Buffer<UInt8>, flipped: Buffer<UInt8>, size: Size, engine: Engine) {
    let corners = Size(width: size.width - patchSide + 1, height: size.height - patchSide + 1)
    let lanes = ThumbnailShape.lanes
    let stride = ((corners.width + 1) / 2 + lanes - 1) / lanes * lanes
    self.stride = stride
    let kernels = engine.kernels
    func sampled(_ source: Buffer<UInt8>, column: @escaping @Sendable (Int) -> Int) -> Buffer<UInt8> {
      let planes = Buffer<UInt8>(count: corners.height * ThumbnailShape.valueCount * stride, repeating: 0)
      engine.bands.forEach(in: 0..<corners.height, bandHeight: 4) { rows in
        let all = Buffer<UInt8>(count: ThumbnailShape.valueCount * corners.width, repeating: 0)
        for row in rows {
          // The buffers live to the end of the closure; each row of corners has planes of its own.
          unsafe kernels.thumbnails(
            pixels: source.base, width: size.width, row: row, shape: .whole, stride: corners.width, into: all.base)
          for value in 0..<ThumbnailShape.valueCount {
            let plane = (row * ThumbnailShape.valueCount + value) * stride
            for (place, corner) in Swift.stride(from: row & 1, to: corners.width, by: 2).enumerated() {
              planes[plane + place] = all[value * corners.width + column(corner)]
            }
          }
        }
      }
      return planes
    }
    plain = sampled(pixels) { $0 }
    mirrored = sampled(flipped) { corners.width - 1 - $0 }
  }
}
