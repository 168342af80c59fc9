import ImageCodec
import Testing

struct CMYKTests {
  @Test
  func `every ink over every black is their product, rounded`() {
    for black in 0...255 {
      var inverted: [UInt8] = []
      var expected: [UInt8] = []
      for light in 0...255 {
        inverted += [UInt8(light), UInt8(255 - light), 255, UInt8(black)]
        for component in [light, 255 - light, 255] {
          expected.append(UInt8((Double(component * black) / 255).rounded()))
        }
        expected.append(255)
      }
      var plain = inverted.map { 255 - $0 }
      JPEGDecoder.convertToRGBA(&inverted, isInverted: true)
      JPEGDecoder.convertToRGBA(&plain, isInverted: false)
      #expect(inverted == expected)
      #expect(plain == expected)
    }
  }
}
