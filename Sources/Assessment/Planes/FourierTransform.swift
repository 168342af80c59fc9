import Raster

/// The discrete Fourier transform of planes whose sides are powers of two.
///
/// Cooley and Tukey 1965, DOI 10.1090/S0025-5718-1965-0178586-1; radix 2, in place.
struct FourierTransform: Sendable {
  /// Complex values, row by row.
  var real: [Float]
  var imaginary: [Float]
  let width: Int
  let height: Int

  /// A plane in the upper left corner, zeros around it, transformed.
  init(_ plane: Plane<Float>, width: Int, height: Int) {
    self.width = width
    self.height = height
    real = [Float](repeating: 0, count: width * height)
    imaginary = real
    for y in 0..<plane.height {
      for x in 0..<plane.width { real[y * width + x] = plane.values[y * plane.width + x] }
    }
    transform(inverse: false)
  }

  /// The autocorrelation of the plane: the inverse transform of its power spectrum (Wiener-Khinchin theorem).
  func autocorrelation() -> Plane<Float> {
    var power = self
    for i in 0..<real.count {
      power.real[i] = real[i] * real[i] + imaginary[i] * imaginary[i]
      power.imaginary[i] = 0
    }
    power.transform(inverse: true)
    var result = Plane<Float>(size: Size(width: width, height: height), repeating: 0)
    result.values = power.real
    return result
  }

  private mutating func transform(inverse: Bool) {
    let rows = Butterflies(count: width, inverse: inverse)
    for y in 0..<height { rows.run(&real, &imaginary, start: y * width) }
    let columns = Butterflies(count: height, inverse: inverse)
    // A column at a time is gathered, so that its passes stay in the cache.
    var re = [Float](repeating: 0, count: height)
    var im = re
    for x in 0..<width {
      for y in 0..<height {
        re[y] = real[y * width + x]
        im[y] = imaginary[y * width + x]
      }
      columns.run(&re, &im, start: 0)
      for y in 0..<height {
        real[y * width + x] = re[y]
        imaginary[y * width + x] = im[y]
      }
    }
  }

  /// The smallest power of two that is no less than `count`.
  static func length(for count: Int) -> Int {
    var length = 1
    while length < count { length *= 2 }
    return length
  }
}
