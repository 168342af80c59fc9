import ImageCodec
import Raster
import Testing

/// Every variant of the three formats, against pixels that another program wrote.
struct FormatMatrixTests {
  @Test(arguments: FormatImages.all)
  func `decodes to the pixels that another decoder found`(entry: FormatImages.Entry) throws {
    let image = try Image(decoding: FormatImages.bytes(entry.file))
    let expected = Image(size: entry.size, pixels: try FormatImages.bytes(entry.expected))
    #expect(image.size == entry.size)
    #expect(image.largestDifference(from: expected) <= entry.tolerance)
    #expect(image.colorProfile == (entry.hasProfile ? try FormatImages.rgbProfile : nil))
  }

  @Test
  func `the folder has every variant`() {
    let files = FormatImages.all.map(\.file)
    #expect(files.filter { $0.hasSuffix(".png") }.count >= 60)
    #expect(files.filter { $0.hasSuffix(".jpg") }.count >= 40)
    #expect(files.filter { $0.hasSuffix(".webp") }.count >= 20)
  }

  @Test(arguments: FormatImages.all)
  func `the format is told by the signature`(entry: FormatImages.Entry) throws {
    let format = ImageFormat(signature: try FormatImages.bytes(entry.file))
    #expect(format.map { entry.file.hasSuffix(".\($0.fileExtension)") } == true)
  }
}
