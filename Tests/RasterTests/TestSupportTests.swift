import Raster
import TestSupport
import Testing

/// What the other tests lean on.
@Suite struct TestSupportTests {
  @Test func `the random numbers are those of SplitMix64`() {
    // First outputs of the authors' reference program for seed 1234567.
    var random = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<3).map { _ in random.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
  }

  @Test func `noise repeats with its seed and changes with it`() {
    let size = Size(width: 5, height: 4)
    #expect(Image.noise(size: size, seed: 1) == Image.noise(size: size, seed: 1))
    #expect(Image.noise(size: size, seed: 1) != Image.noise(size: size, seed: 2))
    #expect(Image.noise(size: size, seed: 1).isOpaque)
    #expect(!Image.noise(size: size, seed: 1, opaque: false).isOpaque)
  }

  @Test func `a comparison finds the first difference in reading order and the largest anywhere`() throws {
    let expected = Image.gradient(size: Size(width: 6, height: 4))
    var actual = expected
    actual[x: 4, y: 1].green &+= 3
    actual[x: 1, y: 2].alpha = 215
    let comparison = try #require(ImageComparison(expected: expected, actual: actual))
    #expect(comparison.differingPixels == 2)
    #expect(comparison.firstDifference == Rect(x: 4, y: 1, width: 1, height: 1))
    #expect(comparison.largestDifference == 40)
    #expect(comparison.differencePicture[x: 1, y: 2] == Pixel(red: 255, green: 255, blue: 255))
    #expect(comparison.differencePicture[x: 0, y: 0] == Pixel(red: 0, green: 0, blue: 0))
    #expect(comparison.description.hasPrefix("2 of 24 pixels differ, by 40 at most; the first at (4, 1): expected "))
  }

  @Test func `pictures of different sizes can't be compared pixel by pixel`() {
    let wide = Image(size: Size(width: 2, height: 1))
    #expect(ImageComparison(expected: wide, actual: Image(size: Size(width: 1, height: 2))) == nil)
  }

  @Test func `a picture can be attached with and without alpha`() {
    let opaque = Image(size: Size(width: 1, height: 1), fill: Pixel(red: 65, green: 66, blue: 67))
    #expect(opaque.netpbm == Array("P6\n1 1\n255\nABC".utf8))
    let clear = Image(size: opaque.size, fill: Pixel(red: 65, green: 66, blue: 67, alpha: 68))
    #expect(clear.netpbm.suffix(12) == Array("\nENDHDR\nABCD".utf8))
  }

  @Test func `the committed pictures are found`() throws {
    #expect(try TestImages.names(in: "photos").contains("photos/great_wall.png"))
    #expect(try TestImages.bytes(named: "photos/great_wall.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }
}
