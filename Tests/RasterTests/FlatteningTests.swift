import Raster
import TestSupport
import Testing

@Suite struct FlatteningTests {
  /// Sample `v` in column `v`, alpha `a` in row `a`.
  static let everySampleAndAlpha = Image.painted(size: Size(width: 256, height: 256)) { sample, alpha in
    Pixel(red: UInt8(sample), green: UInt8(255 - sample), blue: 128, alpha: UInt8(alpha))
  }

  @Test(arguments: [Pixel(red: 255, green: 255, blue: 255), Pixel(red: 0, green: 1, blue: 77)])
  func `every sample at every alpha is mixed with the background and rounded to nearest`(background: Pixel) {
    let flat = Self.everySampleAndAlpha.flattened(on: background)
    func mix(_ sample: UInt8, _ back: UInt8, _ alpha: UInt8) -> UInt8 {
      let exact = (Double(sample) * Double(alpha) + Double(back) * Double(255 - alpha)) / 255
      return UInt8(exact.rounded())
    }
    let expected = Image.painted(size: flat.size) { x, y in
      let pixel = Self.everySampleAndAlpha[x: x, y: y]
      return Pixel(
        red: mix(pixel.red, background.red, pixel.alpha), green: mix(pixel.green, background.green, pixel.alpha),
        blue: mix(pixel.blue, background.blue, pixel.alpha))
    }
    expectPicture(flat, equals: expected)
  }

  @Test func `an opaque picture stays as it is`() {
    let image = Image.noise(size: Size(width: 5, height: 5), seed: 21)
    expectPicture(image.flattened(on: Pixel(red: 1, green: 2, blue: 3)), equals: image)
  }

  @Test func `the background is white unless told otherwise`() {
    let clear = Image(size: Size(width: 2, height: 2), fill: Pixel(red: 9, green: 9, blue: 9, alpha: 0))
    let white = Image(size: clear.size, fill: Pixel(red: 255, green: 255, blue: 255))
    expectPicture(clear.flattened(), equals: white)
  }
}
