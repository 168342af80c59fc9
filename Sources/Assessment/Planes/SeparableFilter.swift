import Raster

/// A symmetric filter that works on rows and columns one after the other.
///
/// Beyond its edges a plane is continued by reflection, the outermost values being repeated: c b a | a b c.
struct SeparableFilter: Hashable, Sendable {
  /// An odd number of weights, which add up to 1.
  let weights: [Float]

  var radius: Int { weights.count / 2 }

  /// A Gaussian, cut off at so many pixels.
  init(gaussian sigma: Double, radius: Int) {
    let raw = (-radius...radius).map { Mathematics.exponential(-Double($0 * $0) / (2 * sigma * sigma)) }
    let sum = raw.reduce(0, +)
    weights = raw.map { Float($0 / sum) }
  }

  /// A mean over an odd number of pixels.
  init(boxOf width: Int) {
    weights = [Float](repeating: 1 / Float(width), count: width)
  }

  func callAsFunction(_ plane: Plane<Float>) -> Plane<Float> {
    var result = plane
    if plane.size.isEmpty { return result }
    let (width, height, radius) = (plane.width, plane.height, radius)
    // One row, filtered from top to bottom, with its reflection on both sides.
    var padded = [Float](repeating: 0, count: width + 2 * radius)
    let rows = Self.reflected(height, radius: radius)
    let columns = Self.reflected(width, radius: radius)
    unsafe plane.values.withUnsafeBufferPointer { source in
      unsafe result.values.withUnsafeMutableBufferPointer { target in
        unsafe padded.withUnsafeMutableBufferPointer { row in
          // All three cover whole rows: `source` and `target` have width × height values, `row` has the margins too.
          guard let input = source.baseAddress, let output = target.baseAddress, let line = row.baseAddress else {
            return
          }
          for y in 0..<height {
            let middle = unsafe line + radius
            unsafe middle.update(repeating: 0, count: width)
            for (tap, weight) in weights.enumerated() {
              unsafe Self.add(input + rows[y + tap] * width, times: weight, to: middle, count: width)
            }
            for i in 0..<radius {
              unsafe line[i] = middle[columns[i]]
              unsafe line[radius + width + i] = middle[columns[radius + width + i]]
            }
            let out = unsafe output + y * width
            unsafe out.update(repeating: 0, count: width)
            for (tap, weight) in weights.enumerated() {
              unsafe Self.add(line + tap, times: weight, to: out, count: width)
            }
          }
        }
      }
    }
    return result
  }

  @inline(__always)
  private static func add(
    _ source: UnsafePointer<Float>, times weight: Float, to target: UnsafeMutablePointer<Float>, count: Int
  ) {
    for x in 0..<count { unsafe target[x] += source[x] * weight }
  }

  /// Which place stands for each from `radius` before the first to `radius` behind the last.
  private static func reflected(_ count: Int, radius: Int) -> [Int] {
    (-radius..<count + radius).map { place in
      let period = 2 * count
      let wrapped = ((place % period) + period) % period
      return wrapped < count ? wrapped : period - 1 - wrapped
    }
  }
}
