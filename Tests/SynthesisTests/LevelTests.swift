import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct LevelTests {
  @Test(arguments: [EdgeAmounts(left: 20, right: 20), EdgeAmounts(top: 9), EdgeAmounts(right: 20, top: 20)])
  func `a patch that holds any of a subject is as salient as the subject, from where no side cuts it`(
    _ edges: EdgeAmounts
  ) {
    let size = Size(width: 64, height: 60)
    let picture = Image.painted(size: size) { x, y in
      // A disc that the left edge cuts.
      let isInside = (x - 5) * (x - 5) + (y - 30) * (y - 30) < 150
      return isInside ? Pixel(red: 230, green: 30, blue: 20) : Pixel(red: 90, green: UInt8(110 + y / 6), blue: 90)
    }
    let saliency = Saliency(picture)
    let engine = Engine(.portable)
    let level = Level(
      LevelGeometry(known: size, edges: edges, scale: 1), source: Buffer(picture.pixels), saliency: saliency,
      periods: nil, costModel: CostModel(), octaves: 0, isSearched: true, engine: engine)
    let view = level.view
    // Left, top, bottom, right; from its rim at 17 and two places beside it the patch reaches four further.
    for side in 0..<4 {
      let row = side * size.area + 30 * size.width
      // Around a corner the subject must lie under the centre of the patch.
      let isCounted = side >= 2 && !level.geometry.growsAroundCorner
      for x in 20..<23 { #expect(unsafe (view.saliency[row + x] == 255) == isCounted, "\(x) from side \(side)") }
      #expect(unsafe view.saliency[row + 26] == 0)
      #expect(saliency.maps[row + 22] == 0)
    }
    withExtendedLifetime(level) {}
  }
}
