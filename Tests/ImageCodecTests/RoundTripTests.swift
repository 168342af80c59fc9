import ImageCodec
import Raster
import Testing

/// What is written is read back.
struct RoundTripTests {
  @Test(arguments: [Size(width: 1, height: 1), Size(width: 17, height: 9), Size(width: 64, height: 48)])
  func `PNG gives back every sample, opaque or not`(size: Size) throws {
    for image in [Image.gradient(size, alpha: false), Image.gradient(size, alpha: true)] {
      for compression in [PNGCompression.standard, .fast] {
        #expect(try Image(decoding: image.encoded(as: .png(compression))) == image)
      }
    }
  }

  @Test func `a fast PNG is a little larger, and no PNG as large as its pixels`() throws {
    let image = Image.gradient(Size(width: 200, height: 150), alpha: false)
    let sizes = try [PNGCompression.standard, .fast].map { try image.encoded(as: .png($0)).count }
    #expect(sizes[0] <= sizes[1] && sizes[1] < sizes[0] * 3 / 2, "\(sizes)")
    #expect(sizes[1] < image.size.area * 3 / 2)
  }

  @Test(arguments: [false, true])
  func `PNG files say sRGB, and alpha only where there is some`(alpha: Bool) throws {
    let file = try Image.gradient(Size(width: 5, height: 4), alpha: alpha).encoded(as: .png())
    #expect(file[25] == (alpha ? 6 : 2))
    #expect(file[37..<41].elementsEqual("sRGB".utf8))
  }

  @Test(arguments: [Size(width: 0, height: 3), Size(width: 3, height: 0)])
  func `a picture without pixels is no PNG`(size: Size) {
    #expect(throws: CodecError.self) { try Image(size: size).encoded(as: .png()) }
  }

  @Test(arguments: [20, 60, 89, 90, 99])
  func `JPEG gives back the picture about as well as its quality says`(quality: Int) throws {
    let image = Image.gradient(Size(width: 33, height: 21), alpha: false)
    let back = try Image(decoding: image.encoded(as: .jpeg(quality: quality)))
    #expect(back.size == image.size)
    #expect(back.meanDifference(from: image) < (quality >= 90 ? 1.5 : 12))
  }

  @Test(arguments: [0, 50, 90, 100])
  func `WebP gives back the picture about as well as its quality says`(quality: Int) throws {
    let image = Image.gradient(Size(width: 33, height: 21), alpha: false)
    let back = try Image(decoding: image.encoded(as: .webp(quality: quality)))
    #expect(back.size == image.size)
    #expect(back.meanDifference(from: image) < (quality >= 90 ? 4 : 20))
  }

  @Test
  func `WebP keeps alpha without loss`() throws {
    let image = Image.gradient(Size(width: 33, height: 21), alpha: true)
    let back = try Image(decoding: image.encoded(as: .webp(quality: 60)))
    #expect(back.alphas == image.alphas)
  }

  @Test
  func `JPEG lays alpha over white`() throws {
    let clear = Image(size: Size(width: 8, height: 8), fill: Pixel(red: 0, green: 0, blue: 0, alpha: 0))
    let back = try Image(decoding: clear.encoded(as: .jpeg(quality: 90)))
    #expect(back == Image(size: clear.size, fill: Pixel(red: 255, green: 255, blue: 255)))
  }
}
