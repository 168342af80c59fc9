import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct ShiftLimitTests {
  private func share(_ source: Image) -> Double {
    let engine = Engine(.portable)
    let working = WorkingSource(Canvas(source: source, edges: EdgeAmounts(left: 9)), engine: engine)
    return ShiftLimit.share(Pyramid(working, edges: working.edges, engine: engine), engine: engine)
  }

  @Test func `what is smooth somewhere keeps the whole shift, what is texture all over keeps little`() {
    let size = Size(width: 64, height: 60)
    let texture = Image.noise(size: size, seed: 3)
    #expect(abs(share(texture) - 0.4) < 1e-9)
    #expect(share(Image(size: size, fill: Pixel(red: 90, green: 120, blue: 200))) == 1)
    // A sky over a fifth of it.
    var mixed = texture
    for y in 0..<12 {
      for x in 0..<size.width { mixed[x: x, y: y] = Pixel(red: 90, green: 120, blue: 200) }
    }
    #expect(share(mixed) == 1)
  }

  @Test func `large pictures are measured as small ones are`() {
    // Faint squares, mostly plain at full size, and a texture at half of it.
    let squares = Image.checker(
      size: Size(width: 800, height: 780), cell: 6, first: Pixel(red: 90, green: 90, blue: 90),
      second: Pixel(red: 104, green: 104, blue: 104))
    let engine = Engine(.portable)
    let working = WorkingSource(Canvas(source: squares, edges: EdgeAmounts(left: 9)), engine: engine)
    let pyramid = Pyramid(working, edges: working.edges, engine: engine)
    let before = pyramid.sources[1].values
    #expect(ShiftLimit.share(smoothest: ShiftLimit.tenthPercentile(pyramid.sources[0])) == 1)
    #expect(ShiftLimit.share(pyramid, engine: engine) < 1)
    #expect(pyramid.sources[1].values == before, "the level itself stays as it is")
  }

  @Test(arguments: [(0, 1.0), (58, 1.0), (64, 0.7), (70, 0.4), (255, 0.4)])
  func `the shift is limited step by step`(level: Int, share: Double) {
    #expect(abs(ShiftLimit.share(smoothest: level) - share) < 1e-9)
  }

  @Test func `a tenth of the pixels lies at or below the percentile`() {
    let pixels = Buffer<UInt8>(count: 400, repeating: 200)
    for place in 0..<11 { pixels[place * 4 + 3] = 7 }
    #expect(ShiftLimit.tenthPercentile(pixels) == 7)
    for place in 0..<2 { pixels[place * 4 + 3] = 200 }
    #expect(ShiftLimit.tenthPercentile(pixels) == 200)
  }
}
