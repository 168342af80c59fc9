import Raster
import Synthesis
import TestSupport
import Testing

@Suite struct TransparencyTests {
  private let size = Size(width: 28, height: 26)
  private let edges = EdgeAmounts(left: 10, right: 10, top: 6, bottom: 6)

  @Test func `an opaque picture gives an opaque one`() {
    let canvas = Canvas(source: .noise(size: size, seed: 4), edges: edges)
    #expect(canvas.filled { _ in }.isOpaque)
  }

  @Test func `a transparent picture gives a transparent one`() {
    var source = Image.noise(size: size, seed: 4)
    for i in stride(from: 3, to: source.pixels.count, by: 4) {
      source.withMutablePixels { $0[i] = 0 }
    }
    let filled = Canvas(source: source, edges: edges).filled { _ in }
    #expect(filled.pixels.enumerated().allSatisfy { $0.offset % 4 != 3 || $0.element == 0 })
  }

  @Test(arguments: [0, 60, 128, 254] as [UInt8])
  func `a flat picture stays exactly flat at any alpha`(alpha: UInt8) {
    let color = Pixel(red: 0, green: 255, blue: 31, alpha: alpha)
    for (width, height) in [(1, 1), (31, 9), (26, 40)] {
      let canvas = Canvas(source: Image(size: Size(width: width, height: height), fill: color), edges: edges)
      expectPicture(canvas.filled { _ in }, equals: Image(size: canvas.size, fill: color), "\(width)×\(height)")
    }
  }

  @Test func `alpha continues beyond the border like a colour`() {
    // Opaque at the left, transparent at the right.
    let source = Image.painted(size: size) { x, y in
      Pixel(red: 40, green: 90, blue: UInt8(100 + y), alpha: x < 14 ? 255 : 0)
    }
    let canvas = Canvas(source: source, edges: edges)
    let filled = canvas.filled { _ in }
    expectPicture(filled.cropped(to: canvas.sourceRect), equals: source)
    for y in 0..<filled.height {
      #expect((0..<10).allSatisfy { filled[x: $0, y: y].alpha > 200 }, "left of row \(y)")
      #expect((38..<48).allSatisfy { filled[x: $0, y: y].alpha < 55 }, "right of row \(y)")
    }
  }

  @Test func `what lies under full transparency changes no visible pixel`() {
    func filled(hidden: UInt8) -> Image {
      let source = Image.painted(size: size) { x, y in
        x < 20 ? Pixel(red: 200, green: UInt8(5 * y), blue: 0) : Pixel(red: hidden, green: hidden, blue: 9, alpha: 0)
      }
      return Canvas(source: source, edges: EdgeAmounts(left: 12)).filled { _ in }
    }
    expectPicture(
      filled(hidden: 0).cropped(to: Rect(x: 0, y: 0, width: 12, height: 26)),
      equals: filled(hidden: 250).cropped(to: Rect(x: 0, y: 0, width: 12, height: 26)))
  }
}
