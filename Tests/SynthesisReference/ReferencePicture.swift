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

  /// What the pixels of the 8 × 8 from (`x`, `y`) on differ from their mean colour: the mean square, rounded down.
  package func contrast(x: Int, y: Int) -> Int {
    var squares = 0
    for row in 0..<8 {
      for column in 0..<8 {
        for c in 0..<3 { squares += self[x + column, y + row, c] * self[x + column, y + row, c] }
      }
    }
    let squaredSums = (0..<3).map { boxSum(x: x, y: y, channel: $0) }.reduce(0) { $0 + $1 * $1 }
    return (64 * squares - squaredSums) / 4096
  }

  /// Σ (p² - 256 · p) over the samples of all patches, one value for each corner, row by row.
  package var patchSquares: [Int] {
    var squares: [Int] = []
    for y in 0...height - 8 {
      for x in 0...width - 8 {
        var sum = 0
        for row in 0..<8 {
          for column in 0..<8 {
            for c in 0..<4 {
              let sample = self[x + column, y + row, c]
              sum += sample * sample - 256 * sample
            }
          }
        }
        squares.append(sum)
      }
    }
    return squares
  }

  /// The moments of all patches, four values for each corner, row by row: sums of the colours, and the contrast.
  package var patchMoments: [Int] {
    var moments: [Int] = []
    for y in 0...height - 8 {
      for x in 0...width - 8 {
        for c in 0..<3 { moments.append(boxSum(x: x, y: y, channel: c)) }
        moments.append(contrast(x: x, y: y))
      }
    }
    return moments
  }
}
