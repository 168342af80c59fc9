import Raster
import TestSupport

/// One channel of a picture as numbers to measure.
struct Signal {
  let width: Int
  let values: [Double]

  /// The green channel.
  init(_ image: Image) {
    width = image.width
    values = (0..<image.size.area).map { Double(image.pixels[$0 * 4 + 1]) }
  }

  /// Mean absolute step from the column before to `column`.
  func gradient(acrossColumn column: Int, rows: Range<Int>) -> Double {
    rows.reduce(0) { $0 + abs(values[$1 * width + column] - values[$1 * width + column - 1]) } / Double(rows.count)
  }

  /// Correlation, -1...1, of the pixels of a region with those `lag` pixels to their right.
  func correlation(in region: Rect, lag: Int) -> Double {
    var pairs: [(Double, Double)] = []
    for y in region.rows {
      for x in region.x..<region.maxX - lag { pairs.append((values[y * width + x], values[y * width + x + lag])) }
    }
    let count = Double(pairs.count)
    let mean = (pairs.reduce(0) { $0 + $1.0 } / count, pairs.reduce(0) { $0 + $1.1 } / count)
    var sums = (0.0, 0.0, 0.0)
    for (a, b) in pairs {
      sums.0 += (a - mean.0) * (b - mean.1)
      sums.1 += (a - mean.0) * (a - mean.0)
      sums.2 += (b - mean.1) * (b - mean.1)
    }
    return sums.0 / max(1e-9, (sums.1 * sums.2).squareRoot())
  }
}

extension Image {
  /// A random tile, repeated, softened a little so that it survives the small levels of the pyramid.
  static func periodic(size: Size, period: Int) -> Image {
    let cells = 4
    var random = SplitMix64(seed: UInt64(period))
    let tile = (0..<cells * cells).map { _ in random.next(below: 200) + 28 }
    return painted(size: size) { x, y in
      let value = tile[y % period * cells / period * cells + x % period * cells / period]
      return Pixel(red: UInt8(value), green: UInt8(value), blue: UInt8(255 - value))
    }
  }

  /// Noise averaged over squares of three pixels: the same statistics everywhere.
  static func softNoise(size: Size, seed: UInt64) -> Image {
    let noise = noise(size: Size(width: size.width + 2, height: size.height + 2), seed: seed)
    return painted(size: size) { x, y in
      var sums = (0, 0, 0)
      for row in y..<y + 3 {
        for column in x..<x + 3 {
          let pixel = noise[x: column, y: row]
          sums = (sums.0 + Int(pixel.red), sums.1 + Int(pixel.green), sums.2 + Int(pixel.blue))
        }
      }
      return Pixel(red: UInt8(sums.0 / 9), green: UInt8(sums.1 / 9), blue: UInt8(sums.2 / 9))
    }
  }
}
