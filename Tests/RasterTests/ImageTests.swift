import Raster
import TestSupport
import Testing

@Suite struct ImageTests {
  @Test func `a filled picture has that colour everywhere`() {
    let color = Pixel(red: 1, green: 2, blue: 3, alpha: 4)
    let image = Image(size: Size(width: 3, height: 2), fill: color)
    #expect(image.pixels == [UInt8](repeating: 0, count: 6).flatMap { _ in [1, 2, 3, 4] as [UInt8] })
  }

  @Test func `a picture is opaque black unless told otherwise`() {
    #expect(Image(size: Size(width: 2, height: 1)).pixels == [0, 0, 0, 255, 0, 0, 0, 255])
  }

  @Test func `pixels are four bytes each, row by row from the top left`() {
    var image = Image(size: Size(width: 3, height: 2))
    image[x: 2, y: 1] = Pixel(red: 9, green: 8, blue: 7, alpha: 6)
    #expect(Array(image.pixels[20..<24]) == [9, 8, 7, 6])
    #expect(image[x: 2, y: 1] == Pixel(red: 9, green: 8, blue: 7, alpha: 6))
    #expect(image[x: 1, y: 1] == Pixel(red: 0, green: 0, blue: 0))
    #expect(image.stride == 12)
  }

  @Test func `one transparent pixel anywhere makes a picture not opaque`() {
    for size in [Size(width: 5, height: 3), Size(width: 16, height: 4), Size(width: 47, height: 3)] {
      #expect(Image(size: size, fill: Pixel(red: 0, green: 1, blue: 254)).isOpaque)
      for y in 0..<size.height {
        for x in 0..<size.width {
          var image = Image(size: size)
          image[x: x, y: y].alpha = 254
          #expect(!image.isOpaque, "(\(x), \(y)) of \(size)")
        }
      }
    }
  }

  @Test func `a picture without pixels is allowed, and opaque`() {
    let image = Image(size: Size(width: 0, height: 7))
    #expect(image.pixels.isEmpty)
    #expect(image.isOpaque)
  }

  @Test func `a copy does not change with the original`() {
    let original = Image.noise(size: Size(width: 4, height: 4), seed: 1)
    var copy = original
    copy.withMutablePixels { bytes in bytes[0] &+= 1 }
    #expect(copy != original)
    #expect(copy.pixels.dropFirst() == original.pixels.dropFirst())
  }

  @Test func `mutable pixels hand back the body's result and error`() {
    struct Refusal: Error {}
    var image = Image(size: Size(width: 2, height: 2))
    #expect(image.withMutablePixels { bytes in bytes.count } == 16)
    #expect(throws: Refusal.self) { try image.withMutablePixels { _ throws(Refusal) in throw Refusal() } }
  }

  @Test func `the colour profile counts when pictures are compared`() {
    var tagged = Image(size: Size(width: 1, height: 1))
    let plain = tagged
    tagged.colorProfile = ColorProfile(iccBytes: [1, 2, 3])
    #expect(tagged != plain)
  }

  @Test func `too few or too many bytes are a programmer's mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = Image(size: Size(width: 2, height: 2), pixels: [UInt8](repeating: 0, count: 15))
    }
    await #expect(processExitsWith: .failure) {
      _ = Image(size: Size(width: 2, height: 2), pixels: [UInt8](repeating: 0, count: 17))
    }
  }
}
