import Raster
import TestSupport
import Testing

@Suite struct CanvasTests {
  @Test func `the canvas grows by the edges, and the source lies at left and top`() {
    let edges = EdgeAmounts(left: 3, right: 4, top: 5, bottom: 6)
    let canvas = Canvas(source: Image(size: Size(width: 10, height: 20)), edges: edges)
    #expect(canvas.size == Size(width: 17, height: 31))
    #expect(canvas.sourceRect == Rect(x: 3, y: 5, width: 10, height: 20))
    #expect(canvas.newArea == 17 * 31 - 10 * 20)
  }

  @Test func `without edges the canvas is the source`() {
    let canvas = Canvas(source: Image(size: Size(width: 2, height: 3)), edges: EdgeAmounts())
    #expect(canvas.edges.isZero)
    #expect(canvas.size == canvas.source.size)
    #expect(canvas.newArea == 0)
  }

  @Test func `a single side is enough to be an edge`() {
    #expect(!EdgeAmounts(left: 1).isZero)
    #expect(!EdgeAmounts(right: 1).isZero)
    #expect(!EdgeAmounts(top: 1).isZero)
    #expect(!EdgeAmounts(bottom: 1).isZero)
  }

  @Test func `edges describe themselves by side`() {
    #expect(EdgeAmounts(left: 1, right: 2, top: 3, bottom: 4).description == "left 1, right 2, top 3, bottom 4")
  }

  @Test func `the mask knows the pixels of the source and no others`() {
    let mask = Canvas(
      source: Image(size: Size(width: 3, height: 2)), edges: EdgeAmounts(left: 2, right: 1, top: 1, bottom: 2)
    ).mask
    var unknown = 0
    for y in 0..<mask.size.height {
      for x in 0..<mask.size.width {
        #expect(mask.isKnown(x: x, y: y) == ((2..<5).contains(x) && (1..<3).contains(y)))
        unknown += mask.isKnown(x: x, y: y) ? 0 : 1
      }
    }
    #expect(mask.unknownArea == unknown)
  }

  @Test func `a negative edge is a programmer's mistake`() async {
    await #expect(processExitsWith: .failure) { _ = EdgeAmounts(left: -1) }
    await #expect(processExitsWith: .failure) { _ = EdgeAmounts(bottom: -1) }
  }

  @Test func `a known rectangle outside the canvas is a programmer's mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = Mask(size: Size(width: 4, height: 4), known: Rect(x: 2, y: 2, width: 3, height: 1))
    }
  }
}
