/// The texture level: the mean logarithm of the gradient over cells, and what it means between their centres.
package struct ReferenceTexture: Sendable {
  package var picture: ReferencePicture
  package var columns: Int
  package var rows: Int

  package init(picture: ReferencePicture, columns: Int, rows: Int) {
    self.picture = picture
    self.columns = columns
    self.rows = rows
  }

  /// For each cell, row by row, the sum of `logs` of the gradient of its pixels.
  package func sums(logs: [Int]) -> [Int] {
    var sums = [Int](repeating: 0, count: columns * rows)
    for row in 0..<rows {
      for column in 0..<columns {
        for y in row * picture.height / rows..<(row + 1) * picture.height / rows {
          for x in column * picture.width / columns..<(column + 1) * picture.width / columns {
            sums[row * columns + column] += logs[gradient(x: x, y: y)]
          }
        }
      }
    }
    return sums
  }

  /// Absolute central differences across and down, summed over the colours; at the edge with the pixel itself.
  private func gradient(x: Int, y: Int) -> Int {
    let (left, right) = (max(0, x - 1), min(picture.width - 1, x + 1))
    let (above, below) = (max(0, y - 1), min(picture.height - 1, y + 1))
    return (0..<3).reduce(0) { sum, c in
      sum + abs(picture[right, y, c] - picture[left, y, c]) + abs(picture[x, below, c] - picture[x, above, c])
    }
  }

  /// The picture with the texture level in its fourth channel: `means` of the cells, blended down, then across, in
  /// 1/256 steps, looked up in `levels`.
  package func written(means: [Int], levels: [Int]) -> ReferencePicture {
    var result = picture
    for y in 0..<picture.height {
      let down = position(y, of: picture.height, cells: rows)
      for x in 0..<picture.width {
        let across = position(x, of: picture.width, cells: columns)
        func blended(_ column: Int) -> Int {
          let upper = means[down.first * columns + column]
          let lower = means[down.second * columns + column]
          return (upper * (256 - down.share) + lower * down.share) / 256
        }
        let value = (blended(across.first) * (256 - across.share) + blended(across.second) * across.share) / 256
        result[x, y, 3] = levels[min(levels.count - 1, value)]
      }
    }
    return result
  }

  /// The two cells around a pixel, and the share of the second in 1/256.
  private func position(_ pixel: Int, of count: Int, cells: Int) -> (first: Int, second: Int, share: Int) {
    let place = max(0, (2 * pixel + 1) * cells * 128 / count - 128)
    let first = min(place / 256, cells - 1)
    return (first, min(first + 1, cells - 1), place % 256)
  }
}
