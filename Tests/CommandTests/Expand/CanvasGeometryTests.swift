import Raster
import Testing

@testable import outpaint

@Suite struct CanvasGeometryTests {
  /// A source, a ratio, an anchor, and the edges left, right, top and bottom.
  @Test(arguments: [
    (1000, 1000, "16:9", Anchor.center, [389, 389, 0, 0]),
    (1000, 1000, "16:9", .left, [0, 778, 0, 0]),
    (1000, 1000, "16:9", .topRight, [778, 0, 0, 0]),
    (1000, 1000, "9:16", .center, [0, 0, 389, 389]),
    (1000, 1000, "9:16", .top, [0, 0, 0, 778]),
    (1000, 1000, "9:16", .bottomLeft, [0, 0, 778, 0]),
    (1920, 1080, "16:9", .center, [0, 0, 0, 0]),
    (1919, 1080, "16:9", .center, [0, 1, 0, 0]),
    (1920, 1079, "16:9", .center, [0, 0, 0, 1]),
    (1000, 1000, "2.39:1", .center, [695, 695, 0, 0]),
    (1000, 500, "1:1", .center, [0, 0, 250, 250]),
    (3, 2, "1.5:1", .center, [0, 0, 0, 0]),
    (1, 1, "10000:1", .left, [0, 9999, 0, 0]),
  ]) func `a ratio is met by growing one axis`(
    width: Int, height: Int, ratio: String, anchor: Anchor, edges: [Int]
  ) throws {
    let geometry = CanvasGeometry.aspect(try #require(AspectRatio(ratio)), anchor)
    #expect(
      try geometry.edges(for: Size(width: width, height: height))
        == EdgeAmounts(left: edges[0], right: edges[1], top: edges[2], bottom: edges[3]))
  }

  @Test(arguments: [
    (Anchor.center, [3, 4, 2, 3]), (.left, [0, 7, 2, 3]), (.right, [7, 0, 2, 3]), (.top, [3, 4, 0, 5]),
    (.bottom, [3, 4, 5, 0]), (.topLeft, [0, 7, 0, 5]), (.topRight, [7, 0, 0, 5]), (.bottomLeft, [0, 7, 5, 0]),
    (.bottomRight, [7, 0, 5, 0]),
  ]) func `the anchor says where the picture lies on a canvas of a given size`(anchor: Anchor, edges: [Int]) throws {
    let geometry = CanvasGeometry.size(try #require(CanvasSize("17x15")), anchor)
    #expect(
      try geometry.edges(for: Size(width: 10, height: 10))
        == EdgeAmounts(left: edges[0], right: edges[1], top: edges[2], bottom: edges[3]))
  }

  @Test func `the picture's own size adds nothing`() throws {
    let geometry = CanvasGeometry.size(try #require(CanvasSize("10x20")), .center)
    #expect(try geometry.edges(for: Size(width: 10, height: 20)).isZero)
  }

  @Test(arguments: ["31x24", "32x23"]) func `a canvas smaller than the picture is an error`(size: String) throws {
    let geometry = CanvasGeometry.size(try #require(CanvasSize(size)), .center)
    let failure = #expect(throws: CommandFailure.self) { try geometry.edges(for: Size(width: 32, height: 24)) }
    #expect(
      failure
        == CommandFailure(
          .badInput,
          "The canvas of \(size.replacing("x", with: "×")) is smaller than the picture, which has 32×24; "
            + "--size must be at least that."))
  }

  @Test(arguments: ["16:9", "1:1", "2.39:1", "0.0001:10000", "4:3.5"]) func `ratios are read`(text: String) {
    #expect(AspectRatio(text) != nil)
  }

  @Test(arguments: [
    "", ":", "16", "16:", ":9", "0:1", "1:0", "16:9:1", "-16:9", "1e3:1", "16/9", "10001:1", "1.00001:1", ".5:1",
    "1.:1",
    "a:b", "１:２",
  ]) func `other texts are no ratio`(text: String) {
    #expect(AspectRatio(text) == nil)
  }

  @Test func `sizes are read with any sign of multiplication`() {
    #expect(CanvasSize("1920x1080") == CanvasSize("1920X1080"))
    #expect(CanvasSize("1920x1080") == CanvasSize("1920×1080"))
    #expect(CanvasSize("65535x1") != nil)
  }

  @Test(arguments: ["", "x", "1920", "1920x", "x1080", "0x1", "1x0", "-5x5", "65536x1", "1x2x3", "1.5x2", "1920*1080"])
  func `other texts are no size`(text: String) {
    #expect(CanvasSize(text) == nil)
  }
}
