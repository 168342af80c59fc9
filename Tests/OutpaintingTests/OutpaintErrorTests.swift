import Outpainting
import Raster
import TestSupport
import Testing

@Suite struct OutpaintErrorTests {
  @Test(arguments: [Size(width: 0, height: 0), Size(width: 5, height: 0), Size(width: 0, height: 3)])
  func `a source without pixels is refused`(_ size: Size) {
    let error = OutpaintError.emptySource(size)
    #expect(throws: error) {
      try Outpainter().expand(Image(size: size), by: EdgeAmounts(left: 4))
    }
    #expect(error.description == "The source is \(size): a picture with at least one pixel is needed.")
  }

  @Test func `a canvas with a side beyond the limit is refused`() {
    let error = OutpaintError.canvasTooLong(Size(width: 40, height: 101), maxSide: 100)
    #expect(throws: error) {
      try Outpainter(limits: CanvasLimits(maxSide: 100))
        .expand(Image(size: Size(width: 40, height: 50)), by: EdgeAmounts(top: 51))
    }
    #expect(
      error.description
        == "The canvas would be 40×101; at most 100 pixels a side are possible. Use smaller edges or a smaller source.")
  }

  @Test func `a canvas with too many pixels is refused`() {
    let error = OutpaintError.canvasTooLarge(Size(width: 40, height: 51), maxPixels: 2000)
    #expect(throws: error) {
      try Outpainter(limits: CanvasLimits(maxPixels: 2000))
        .expand(Image(size: Size(width: 40, height: 50)), by: EdgeAmounts(bottom: 1))
    }
    #expect(
      error.description
        == "The canvas would be 40×51, 2040 pixels; the limit is 2000. Use smaller edges, a smaller source or a higher "
        + "limit.")
  }

  @Test func `a canvas of exactly the limits is accepted`() throws {
    let limits = CanvasLimits(maxSide: 20, maxPixels: 200)
    let source = Image.gradient(size: Size(width: 15, height: 10))
    let image = try Outpainter(limits: limits).expand(source, by: EdgeAmounts(right: 5)).image
    #expect(image.size == Size(width: 20, height: 10))
  }

  @Test func `the standard limits are checked before any memory is taken`() {
    let source = Image(size: Size(width: 1, height: 1))
    #expect(throws: OutpaintError.canvasTooLong(Size(width: 32768, height: 1), maxSide: 32767)) {
      try Outpainter().expand(source, by: EdgeAmounts(left: 32767))
    }
    #expect(throws: OutpaintError.canvasTooLarge(Size(width: 32767, height: 32767), maxPixels: 120_000_000)) {
      try Outpainter().expand(source, by: EdgeAmounts(left: 32766, top: 32766))
    }
  }

  @Test func `limits that are not positive, or beyond what a match can hold, are a programmer's mistake`() async {
    await #expect(processExitsWith: .failure) { _ = CanvasLimits(maxSide: 0) }
    await #expect(processExitsWith: .failure) { _ = CanvasLimits(maxSide: 32768) }
    await #expect(processExitsWith: .failure) { _ = CanvasLimits(maxPixels: 0) }
  }
}
