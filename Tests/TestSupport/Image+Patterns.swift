package import Raster

extension Image {
  /// Independent random samples, the same for the same size and seed.
  ///
  /// - Parameter opaque: whether alpha is 255 everywhere; otherwise it is random too.
  package static func noise(size: Size, seed: UInt64, opaque: Bool = true) -> Image {
    var random = SplitMix64(seed: seed)
    return painted(size: size) { _, _ in
      let bits = random.next()
      return Pixel(
        red: UInt8(truncatingIfNeeded: bits), green: UInt8(truncatingIfNeeded: bits >> 8),
        blue: UInt8(truncatingIfNeeded: bits >> 16), alpha: opaque ? 255 : UInt8(truncatingIfNeeded: bits >> 24))
    }
  }

  /// Red grows from 0 to 255 to the right, green to the bottom, blue falls to the right.
  package static func gradient(size: Size) -> Image {
    painted(size: size) { x, y in
      let across = UInt8(x * 255 / max(1, size.width - 1))
      return Pixel(red: across, green: UInt8(y * 255 / max(1, size.height - 1)), blue: 255 - across)
    }
  }

  /// Squares of two colours in turn, starting with `first` at the top left.
  package static func checker(
    size: Size, cell: Int = 4, first: Pixel = Pixel(red: 255, green: 255, blue: 255),
    second: Pixel = Pixel(red: 0, green: 0, blue: 0)
  ) -> Image {
    painted(size: size) { x, y in (x / cell + y / cell).isMultiple(of: 2) ? first : second }
  }

  /// Each pixel as `color` says, asked row by row from the top left.
  package static func painted(size: Size, _ color: (_ x: Int, _ y: Int) -> Pixel) -> Image {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(size.area * 4)
    for y in 0..<size.height {
      for x in 0..<size.width {
        let pixel = color(x, y)
        pixels += [pixel.red, pixel.green, pixel.blue, pixel.alpha]
      }
    }
    return Image(size: size, pixels: pixels)
  }
}
