import KernelInterface
import Raster

/// The start of the onion peel: a small level of which only the known rectangle is finished.
final class PeelScene: @unchecked Sendable {
  private let scene: Scene
  private let integral: Buffer<UInt32>
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

  /// Searches for all targets that see enough of the known rectangle.
  func search(_ kernels: any KernelSet.Type) {
    let known = scene.known
    let ring = PeelRing(
      finished: Tile(x: known.x, y: known.y, width: known.width, height: known.height), minimumOverlap: 36,
      priorFactor: 2, integral: integral.base, searched: searched.base, searchedNow: searchedNow.base,
      shift: shift.base)
    let all = Tile(x: 0, y: 0, width: scene.view.targetColumns, height: scene.view.targetRows)
    kernels.peel(scene.view, tile: all, ring: ring)
  }
}
