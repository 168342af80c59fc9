package import Raster

/// Where and by how much two pictures of one size differ.
package struct ImageComparison: Sendable {
  package let expected: Image
  package let actual: Image

  /// Number of pixels with at least one different sample.
  package let differingPixels: Int

  /// Largest difference of two samples that belong together, alpha included, 0...255.
  package let largestDifference: Int

  /// Place of the first differing pixel in reading order, as a rectangle of one pixel.
  package let firstDifference: Rect?

  /// - Returns: nil where the sizes differ.
  package init?(expected: Image, actual: Image) {
    guard expected.size == actual.size else { return nil }
    var count = 0
    var largest = 0
    var first: Rect?
    let a = expected.pixels.span
    let b = actual.pixels.span
    for pixel in 0..<expected.size.area {
      var here = 0
      for i in 4 * pixel..<4 * pixel + 4 { here = max(here, abs(Int(a[i]) - Int(b[i]))) }
      if here == 0 { continue }
      count += 1
      largest = max(largest, here)
      if first == nil {
        let (y, x) = pixel.quotientAndRemainder(dividingBy: expected.width)
        first = Rect(x: x, y: y, width: 1, height: 1)
      }
    }
    self.expected = expected
    self.actual = actual
    differingPixels = count
    largestDifference = largest
    firstDifference = first
  }

  /// The absolute differences as an opaque picture, scaled so that the largest is 255.
  ///
  /// A difference of alpha shows as gray.
  package var differencePicture: Image {
    let scale = max(1, largestDifference)
    return .painted(size: expected.size) { x, y in
      let a = expected[x: x, y: y]
      let b = actual[x: x, y: y]
      let alpha = abs(Int(a.alpha) - Int(b.alpha))
      func shown(_ channel: KeyPath<Pixel, UInt8>) -> UInt8 {
        UInt8(max(alpha, abs(Int(a[keyPath: channel]) - Int(b[keyPath: channel]))) * 255 / scale)
      }
      return Pixel(red: shown(\.red), green: shown(\.green), blue: shown(\.blue))
    }
  }
}

extension ImageComparison: CustomStringConvertible {
  package var description: String {
    guard let first = firstDifference else { return "the pictures are equal" }
    return """
      \(differingPixels) of \(expected.size.area) pixels differ, by \(largestDifference) at most; the first at \
      (\(first.x), \(first.y)): expected \(expected[x: first.x, y: first.y].samples), \
      got \(actual[x: first.x, y: first.y].samples)
      """
  }
}

extension Pixel {
  fileprivate var samples: [UInt8] { [red, green, blue, alpha] }
}
