import Raster

extension Image {
  /// A smooth picture in which no two neighbouring pixels are quite alike.
  static func gradient(_ size: Size, alpha: Bool) -> Image {
    var image = Image(size: size)
    for y in 0..<size.height {
      for x in 0..<size.width {
        image[x: x, y: y] = Pixel(
          red: UInt8(255 * x / size.width), green: UInt8(255 * y / size.height),
          blue: UInt8(255 * (x + y) / (size.width + size.height)),
          alpha: alpha ? UInt8(255 - 200 * y / size.height) : 255)
      }
    }
    if alpha { image[x: 0, y: 0].alpha = 254 }
    return image
  }

  /// Mean absolute difference of the samples, alpha included; 0 is best.
  func meanDifference(from other: Image) -> Double {
    let sum = zip(pixels, other.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    return Double(sum) / Double(pixels.count)
  }

  /// Largest absolute difference of two samples, alpha included; 0 is best.
  func largestDifference(from other: Image) -> Int {
    zip(pixels, other.pixels).reduce(0) { max($0, abs(Int($1.0) - Int($1.1))) }
  }

  var alphas: [UInt8] { Swift.stride(from: 3, to: pixels.count, by: 4).map { pixels[$0] } }
}
