internal import KernelInterface
internal import Raster

/// How much of the largest shift of light a source calls for.
///
/// A copied sky has to take on the light of the place it comes to. Where there is nothing smooth in a photograph, no
/// step of light would be seen, and a shift does harm: dark gaps between stones turn to haze.
enum ShiftLimit {
  /// Least short side of the picture to measure in, where the source has so many pixels: grain is finer than that.
  private static let pictureSize = 384

  /// The texture level that a tenth of the picture stays below, where the shift starts to be limited, and where it is.
  private static let fading: (start: Double, end: Double) = (58, 70)

  /// What is left of the shift then.
  private static let rest = 0.4

  /// The share of the largest shift that a source calls for, 0.4...1.
  static func share(_ pyramid: Pyramid, engine: Engine) -> Double {
    let index = pyramid.coarsestLevel(atLeast: pictureSize)
    let size = pyramid.geometries[index].known.size
    var pixels = pyramid.sources[index]
    if index > 0 {
      // What came with the level is the mean of the texture at full size.
      pixels = Buffer(uninitializedCount: size.area * 4)
      pixels.copy(from: pyramid.sources[index])
      TextureLevel.write(into: pixels, size: size, engine: engine)
    }
    return share(smoothest: tenthPercentile(pixels))
  }

  /// The share where a tenth of the picture has a texture level up to `level`.
  static func share(smoothest level: Int) -> Double {
    let progress = (Double(level) - fading.start) / (fading.end - fading.start)
    return 1 - (1 - rest) * min(max(progress, 0), 1)
  }

  /// The texture level that a tenth of the pixels does not exceed.
  static func tenthPercentile(_ pixels: Buffer<UInt8>) -> Int {
    var counts = [Int](repeating: 0, count: 256)
    for place in stride(from: 3, to: pixels.count, by: 4) { counts[Int(pixels[place])] += 1 }
    var rest = pixels.count / 4 / 10
    for (level, count) in counts.enumerated() {
      rest -= count
      if rest < 0 { return level }
    }
    return 255
  }
}
