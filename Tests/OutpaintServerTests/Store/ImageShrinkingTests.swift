import Raster
import TestSupport
import Testing

@testable import OutpaintServer

@Suite struct ImageShrinkingTests {
  @Test func `a picture that is small enough stays as it is`() {
    let image = Image.noise(size: Size(width: 20, height: 13), seed: 1, opaque: false)
    #expect(image.shrunk(toSide: 20) == image)
  }

  @Test(arguments: [(40, 26, 20, 13), (41, 26, 20, 13), (7, 40, 4, 20), (1000, 1, 20, 1)])
  func `the longer side is the limit, and the shape is kept`(width: Int, height: Int, toWidth: Int, toHeight: Int) {
    let image = Image(size: Size(width: width, height: height), fill: Pixel(red: 9, green: 99, blue: 199, alpha: 77))
    let expected = Image(
      size: Size(width: toWidth, height: toHeight), fill: Pixel(red: 9, green: 99, blue: 199, alpha: 77))
    expectPicture(image.shrunk(toSide: 20), equals: expected)
  }

  @Test func `each pixel is the mean of its area`() {
    // Three pixels become two: each is one whole pixel and half of the one in the middle.
    let row = Image(size: Size(width: 3, height: 1), pixels: [0, 0, 0, 255, 90, 90, 90, 255, 240, 240, 240, 255])
    let image = row.shrunk(toSide: 2)
    #expect(image.size == Size(width: 2, height: 1))
    #expect(image[x: 0, y: 0] == Pixel(red: 30, green: 30, blue: 30))
    #expect(image[x: 1, y: 0] == Pixel(red: 190, green: 190, blue: 190))
  }

  @Test func `what is transparent has no colour to give`() {
    let row = Image(size: Size(width: 2, height: 1), pixels: [200, 100, 50, 255, 255, 255, 255, 0])
    #expect(row.shrunk(toSide: 1)[x: 0, y: 0] == Pixel(red: 200, green: 100, blue: 50, alpha: 128))
    let clear = Image(size: Size(width: 2, height: 2), fill: Pixel(red: 255, green: 0, blue: 0, alpha: 0))
    #expect(clear.shrunk(toSide: 1)[x: 0, y: 0].alpha == 0)
  }
}
