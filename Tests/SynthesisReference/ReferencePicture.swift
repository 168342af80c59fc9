package import Raster

/// A picture of four samples a pixel, each a plain integer.
package struct ReferencePicture: Hashable, Sendable {
  package let width: Int
  package let height: Int

  /// Four samples for each pixel, row by row.
  package var samples: [Int]

  package init(size: Size, samples: [UInt8]) {
    precondition(samples.count == size.area * 4, "four samples a pixel")
    width = size.width
    height = size.height
    self.samples = samples.map { Int($0) }
  }

  package subscript(x: Int, y: Int, channel: Int) -> Int {
    get { samples[(y * width + x) * 4 + channel] }
    set { samples[(y * width + x) * 4 + channel] = newValue }
  }

  /// The picture mirrored from left to right.
  package var mirrored: ReferencePicture {
    var result = self
    for y in 0..<height {
      for x in 0..<width {
        for c in 0..<4 { result[x, y, c] = self[width - 1 - x, y, c] }
      }
    }
    return result
  }

  /// Sum of one channel over the 8 × 8 pixels from (`x`, `y`) on.
  package func boxSum(x: Int, y: Int, channel: Int) -> Int {
    var sum = 0
    for row in 0..<8 {
      for column in 0..<8 { sum += self[x + column, y + row, channel] }
    }
    return sum
  }

  /// The sums of all patches: four values for each corner, row by row.
  package var boxSums: [Int] {
    var sums: [Int] = []
    for y in 0...height - 8 {
      for x in 0...width - 8 {
        for c in 0..<4 { sums.append(boxSum(x: x, y: y, channel: c)) }
      }
    }
    return sums
  }
}
