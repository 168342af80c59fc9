import ImageCodec
import Testing

struct ImageFormatTests {
  @Test
  func `each format has a media type and a file extension`() {
    #expect(ImageFormat.allCases.map(\.mediaType) == ["image/png", "image/jpeg", "image/webp"])
    #expect(ImageFormat.allCases.map(\.fileExtension) == ["png", "jpg", "webp"])
  }

  @Test
  func `each encoding belongs to its format`() {
    #expect(ImageEncoding.png(.fast).format == .png)
    #expect(ImageEncoding.jpeg(quality: 90).format == .jpeg)
    #expect(ImageEncoding.webp(quality: 90).format == .webp)
  }

  @Test(
    arguments: [
      [], [0xFF], [0xFF, 0xD8], [0x89, 0x50, 0x4E, 0x47], Array("RIFF1234WAVE".utf8), Array("RIFF".utf8),
      [0x89, 0x50, 0x4E, 0x47, 0x0A, 0x1A, 0x0A],
    ] as [[UInt8]])
  func `other and partial signatures are no format`(bytes: [UInt8]) {
    #expect(ImageFormat(signature: bytes) == nil)
  }
}
