import KernelInterface
import Raster

/// The start of the onion peel: a small level of which only the known rectangle is finished.
final class PeelScene: @unchecked Sendable {
  private let scene: Scene
  private let integral: Buffer<UInt32>
  private let thumbnails: Buffer<ThumbnailView?>
  private let planes: [Buffer<UInt8>]
  private let searched: Buffer<UInt8>
  private let searchedNow: Buffer<UInt8>
  private let shift: Buffer<Int16>

  init(kernels: any KernelSet.Type) {
    scene = Scene(
      source: Size(width: 54, height: 54), edges: EdgeAmounts(left: 34, right: 34, top: 7, bottom: 7), octaves: 0,
      kernels: kernels)
    let targets = scene.view.targetColumns * scene.view.targetRows
    searched = Buffer(count: targets, repeating: 0)
    searchedNow = Buffer(count: targets, repeating: 0)
    shift = Buffer(count: targets * 4, repeating: 0)
    (thumbnails, planes) = Self.thumbnails(of: scene.view, kernels)
    let side = 55
    integral = Buffer(count: side * side * 3, repeating: 0)
    for y in 1..<side {
      for x in 1..<side {
        for c in 0..<3 {
          let pixel = UInt32(scene.view.source[((y - 1) * 54 + x - 1) * 4 + c])
          integral[(y * side + x) * 3 + c] =
            pixel + integral[((y - 1) * side + x) * 3 + c] + integral[(y * side + x - 1) * 3 + c]
            - integral[((y - 1) * side + x - 1) * 3 + c]
        }
      }
    }
  }

  /// Thumbnails of the source for each side of the known rectangle.
  private static func thumbnails(
    of level: LevelView, _ kernels: any KernelSet.Type
  ) -> (Buffer<ThumbnailView?>, [Buffer<UInt8>]) {
    let views = Buffer<ThumbnailView?>(count: ThumbnailShape.count, repeating: nil)
    var planes: [Buffer<UInt8>] = []
    let stride = 48
    for cut in 1...ThumbnailShape.mostCut {
      for shape in [
        ThumbnailShape(left: cut, top: 0, columns: patchSide - cut, rows: patchSide),
        ThumbnailShape(left: 0, top: 0, columns: patchSide - cut, rows: patchSide),
        ThumbnailShape(left: 0, top: cut, columns: patchSide, rows: patchSide - cut),
        ThumbnailShape(left: 0, top: 0, columns: patchSide, rows: patchSide - cut),
      ] {
        guard let shape else { continue }
        let both = [level.source, level.flippedSource].map { source in
          let buffer = Buffer<UInt8>(count: level.sourceRows * ThumbnailShape.valueCount * stride, repeating: 0)
          for row in 0..<level.sourceRows {
            kernels.thumbnails(
              pixels: source, width: level.knownWidth, row: row, shape: shape, stride: stride,
              into: buffer.base + row * ThumbnailShape.valueCount * stride)
          }
          return buffer
        }
        planes += both
        views[shape.number] = ThumbnailView(
          shape: shape, stride: stride, plain: UnsafePointer(both[0].base), flipped: UnsafePointer(both[1].base))
      }
    }
    return (views, planes)
  }

  /// Searches for all targets that see a part of the known rectangle.
  func search(_ kernels: any KernelSet.Type) {
    let known = scene.known
    let ring = PeelRing(
      finished: Tile(x: known.x, y: known.y, width: known.width, height: known.height), priorFactor: 2, rowStep: 1,
      integral: integral.base, thumbnails: thumbnails.base, searched: searched.base, searchedNow: searchedNow.base,
      shift: shift.base)
    let all = Tile(x: 0, y: 0, width: scene.view.targetColumns, height: scene.view.targetRows)
    kernels.peel(scene.view, tile: all, ring: ring)
  }
}
