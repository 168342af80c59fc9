import Raster
import TestSupport
import Testing

@testable import Assessment

@Suite struct GeometryTests {
  private let scene: Scene

  init() throws { scene = try Scene.small() }

  private func alignment(in picture: Image) -> SourceAlignment {
    SourceAlignment(of: Plane(luminanceOf: scene.source), edges: scene.edges, in: Plane(luminanceOf: picture))
  }

  @Test func `a source that is where it should be has not moved`() {
    let found = alignment(in: scene.truth)
    #expect(found.offset == 0)
    #expect(found.scaleChange == 0)
    #expect(found.correlation > 0.9999)
  }

  @Test(arguments: [(3, 0), (-2, 5), (9, -7)]) func `a shift is found to a tenth of a pixel`(x: Int, y: Int) {
    let found = alignment(in: scene.truth.moved(x: x, y: y))
    #expect((found.placement.x - Double(scene.kept.x + x)).magnitude < 0.1)
    #expect((found.placement.y - Double(scene.kept.y + y)).magnitude < 0.1)
    #expect(found.scaleChange < 0.05)
    #expect((found.offset - Double(x * x + y * y).squareRoot()).magnitude < 0.2)
  }

  @Test(arguments: [0.8, 1.06, 1.25]) func `a change of scale is found to a fifth of a percent`(scale: Double) {
    let found = alignment(in: scene.truth.zoomed(by: scale))
    #expect((found.placement.scaleX - scale).magnitude < 0.002)
    #expect((found.placement.scaleY - scale).magnitude < 0.002)
  }

  @Test func `a canvas that was made smaller is recognized`() {
    let size = Size(width: scene.truth.width * 3 / 4, height: scene.truth.height * 3 / 4)
    let small = scene.truth.canvas(
      Placement(x: 0, y: 0, scaleX: 4 / 3, scaleY: 4 / 3), source: size, edges: EdgeAmounts())
    let found = alignment(in: small)
    #expect((found.placement.scaleX - 0.75).magnitude < 0.002)
    #expect((found.placement.x - 0.75 * Double(scene.edges.left)).magnitude < 0.2)
  }

  @Test func `a source elsewhere and in another brightness is found by search`() {
    // A larger canvas, the source in its lower right corner.
    var picture = Image(size: Size(width: 400, height: 320), fill: Pixel(red: 90, green: 100, blue: 110))
    picture.paste(scene.source.brightened(by: 20), x: 190, y: 160)
    let found = alignment(in: picture)
    #expect((found.placement.x - 190).magnitude < 0.2)
    #expect((found.placement.y - 160).magnitude < 0.2)
    #expect(found.scaleChange < 0.2)
    #expect(found.isFound)
  }

  @Test func `a picture of something else does not contain the source`() {
    #expect(!alignment(in: .noise(size: scene.truth.size, seed: 3)).isFound)
    #expect(!alignment(in: Image(size: scene.truth.size)).isFound)
  }

  @Test func `a moved picture is assessed where its source lies`() {
    let assessment = scene.assessment(of: scene.truth.moved(x: 2, y: -3))
    #expect(assessment.measurements[.keptPSNR] ?? 0 > 40)
    #expect(assessment.canvas.size == scene.truth.size)
  }
}
