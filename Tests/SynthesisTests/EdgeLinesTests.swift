import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct EdgeLinesTests {
  @Test(arguments: 1...4)
  func `thin frames are found on each edge by itself, and replaced by what lies within`(depth: Int) {
    let picture = Image.softNoise(size: Size(width: 70, height: 52), seed: 3)
    let edges = [
      EdgeAmounts(left: depth), EdgeAmounts(right: depth), EdgeAmounts(top: depth), EdgeAmounts(bottom: depth),
      EdgeAmounts(left: depth, right: 1, top: 2, bottom: depth),
    ]
    for edges in edges {
      let framed = picture.framed(edges, Pixel(red: 250, green: 240, blue: 255))
      let lines = EdgeLines(of: framed)
      #expect(lines.depths == edges)
      let pixels = Buffer(framed.pixels)
      lines.erase(from: pixels, size: framed.size)
      let within = (x: edges.left..<70 - edges.right, y: edges.top..<52 - edges.bottom)
      let expected = Image.painted(size: framed.size) { x, y in
        picture[
          x: min(max(x, within.x.lowerBound), within.x.upperBound - 1),
          y: min(max(y, within.y.lowerBound), within.y.upperBound - 1)]
      }
      #expect(pixels.values(in: 0..<pixels.count) == expected.pixels, "\(edges)")
    }
  }

  @Test func `what the picture shows is no line`() {
    let size = Size(width: 120, height: 100)
    var pictures = [Image.noise(size: size, seed: 1), .softNoise(size: size, seed: 2), .gradient(size: size)]
    // A bar may end anywhere beside the edge.
    for period in 2...40 {
      for phase in stride(from: 0, to: period, by: max(1, period / 9)) {
        pictures.append(
          .painted(size: size) { x, y in
            let isBar = (x + phase) % period < period / 2 || (y + 2 * phase) % period < period / 3
            return isBar ? Pixel(red: 20, green: 30, blue: 40) : Pixel(red: 200, green: 180, blue: 170)
          })
      }
    }
    // A frame that is meant, and a line too faint to see.
    let calm = Image(size: size, fill: Pixel(red: 90, green: 120, blue: 150))
    pictures.append(calm.framed(EdgeAmounts(left: 5, top: 5), Pixel(red: 0, green: 0, blue: 0)))
    pictures.append(calm.framed(EdgeAmounts(right: 1), Pixel(red: 92, green: 122, blue: 152)))
    for picture in pictures { #expect(EdgeLines(of: picture).depths == EdgeAmounts()) }
  }

  @Test func `of a picture too small to tell, all lines count`() {
    let framed = Image(size: Size(width: 47, height: 47), fill: Pixel(red: 90, green: 120, blue: 150))
      .framed(EdgeAmounts(left: 1, bottom: 1), Pixel(red: 0, green: 0, blue: 0))
    #expect(EdgeLines(of: framed).depths == EdgeAmounts())
  }

  @Test(arguments: Effort.allCases)
  func `a fill continues what lies within a line, which stays where it is`(effort: Effort) {
    let picture = Image(size: Size(width: 60, height: 50), fill: Pixel(red: 90, green: 120, blue: 150))
    let framed = picture.framed(EdgeAmounts(right: 2), Pixel(red: 0, green: 0, blue: 0))
    let canvas = Canvas(source: framed, edges: EdgeAmounts(right: 20, bottom: 6))
    let filled = canvas.filled(FillOptions(effort: effort)) { _ in }
    expectPicture(filled.cropped(to: canvas.sourceRect), equals: framed)
    let right = Rect(x: 60, y: 0, width: 20, height: 56)
    expectPicture(
      filled.cropped(to: right),
      equals: Image(size: right.size, fill: Pixel(red: 90, green: 120, blue: 150)), "\(effort)")
  }

  @Test func `the lines of a transparent picture are its outline`() {
    let framed = Image(size: Size(width: 60, height: 50), fill: Pixel(red: 90, green: 120, blue: 150, alpha: 200))
      .framed(EdgeAmounts(right: 2), Pixel(red: 0, green: 0, blue: 0, alpha: 255))
    let working = WorkingSource(Canvas(source: framed, edges: EdgeAmounts(right: 9)), engine: Engine(.portable))
    #expect(working.pixels.values(in: 59 * 4..<59 * 4 + 3) == [0, 0, 0])
  }
}

extension Image {
  /// The picture with lines of one colour on top of its edges.
  fileprivate func framed(_ lines: EdgeAmounts, _ color: Pixel) -> Image {
    .painted(size: size) { x, y in
      let isLine =
        x < lines.left || x >= width - lines.right || y < lines.top || y >= height - lines.bottom
      return isLine ? color : self[x: x, y: y]
    }
  }
}
