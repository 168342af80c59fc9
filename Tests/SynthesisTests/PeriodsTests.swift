import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct PeriodsTests {
  @Test(arguments: [(9, 7), (13, 24), (31, 18)])
  func `periods are found along each axis`(across: Int, down: Int) throws {
    let size = Size(width: 4 * across + 20, height: 4 * down + 20)
    let cell = Image.noise(size: Size(width: across, height: down), seed: UInt64(across))
    let periods = periods(.painted(size: size) { cell[x: $0 % across, y: $1 % down] })
    let found = (try #require(periods.across), try #require(periods.down))
    #expect(abs(found.0 * Double(size.width) - Double(across)) < 0.1)
    #expect(abs(found.1 * Double(size.height) - Double(down)) < 0.1)
  }

  @Test func `a period need not be a whole number of pixels`() throws {
    let stripes = Image.painted(size: Size(width: 150, height: 40)) { x, _ in
      let phase = Double(x) / 11.4
      let level = UInt8(255 * abs(phase - phase.rounded()))
      return Pixel(red: level, green: level, blue: 90)
    }
    let periods = periods(stripes)
    #expect(abs(try #require(periods.across) * 150 - 11.4) < 0.05)
    #expect(periods.down == nil)
  }

  @Test(arguments: [Size(width: 120, height: 90), Size(width: 24, height: 24), Size(width: 19, height: 200)])
  func `what does not repeat has no period`(size: Size) {
    for image in [
      Image.noise(size: size, seed: 3), .gradient(size: size),
      Image(size: size, fill: Pixel(red: 9, green: 200, blue: 77, alpha: 255)),
    ] {
      let periods = periods(image)
      #expect(periods.across == nil && periods.down == nil, "\(periods)")
    }
  }

  @Test func `lengths are stretched no further than they have to be`() {
    #expect(Periods.wholeLength(near: 60, period: nil) == 60)
    #expect(Periods.wholeLength(near: 60, period: 0.1) == 60)
    // Of 62 pixels, 0.145 is 8.99.
    #expect(Periods.wholeLength(near: 60, period: 0.145) == 62)
    // Two pixels are too few to show anything.
    #expect(Periods.wholeLength(near: 60, period: 0.04) == 60)
    for length in 40...70 {
      for period in [0.06, 0.11, 0.13, 0.21, 0.3] {
        let found = Periods.wholeLength(near: length, period: period)
        #expect(found * 100 >= length * 87 - 100 && found * 100 <= length * 115)
      }
    }
  }

  private func periods(_ image: Image) -> Periods {
    let pixels = Buffer<UInt8>(count: image.pixels.count, repeating: 0)
    pixels.replace(from: 0, with: image.pixels[...])
    return Periods(pixels, size: image.size, engine: Engine(.portable))
  }
}
