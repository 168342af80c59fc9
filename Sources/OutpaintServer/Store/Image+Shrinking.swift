import Raster

extension Image {
  /// The picture with at most `longest` pixels on its longer side; the picture itself where it has no more.
  ///
  /// Each pixel is the mean of the area that it covers, colours weighted by their alpha.
  ///
  /// - Precondition: `longest` is above 0.
  func shrunk(toSide longest: Int) -> Image {
    precondition(longest > 0, "a picture has at least one pixel a side")
    let side = max(width, height)
    if side <= longest { return self }
    let target = Size(
      width: max(1, (width * longest + side / 2) / side), height: max(1, (height * longest + side / 2) / side))
    let columns = (0..<target.width).map { Overlap($0, of: target.width, source: width) }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(target.area * 4)
    // Neighbouring rows of the result may share a row of the source.
    var narrowed = (row: -1, sums: [Int]())
    for y in 0..<target.height {
      let rows = Overlap(y, of: target.height, source: height)
      var sums = [Int](repeating: 0, count: target.width * 4)
      for (row, weight) in rows.weights {
        if narrowed.row != row { narrowed = (row, narrow(row, columns)) }
        for index in sums.indices { sums[index] += weight * narrowed.sums[index] }
      }
      append(sums, to: &pixels)
    }
    return Image(size: target, pixels: pixels, colorProfile: colorProfile)
  }

  /// Sums of red, green and blue times alpha, and of alpha, over the columns' parts of a row.
  private func narrow(_ row: Int, _ columns: [Overlap]) -> [Int] {
    var sums: [Int] = []
    sums.reserveCapacity(columns.count * 4)
    for column in columns {
      var (red, green, blue, alpha) = (0, 0, 0, 0)
      for (x, weight) in column.weights {
        let pixel = self[x: x, y: row]
        let opacity = weight * Int(pixel.alpha)
        red += opacity * Int(pixel.red)
        green += opacity * Int(pixel.green)
        blue += opacity * Int(pixel.blue)
        alpha += opacity
      }
      sums += [red, green, blue, alpha]
    }
    return sums
  }

  /// Adds the pixels of a row whose sums are over areas of as much weight as the source has pixels.
  private func append(_ sums: [Int], to pixels: inout [UInt8]) {
    for start in Swift.stride(from: 0, to: sums.count, by: 4) {
      let alpha = sums[start + 3]
      for color in sums[start..<start + 3] { pixels.append(UInt8(alpha == 0 ? 0 : (color + alpha / 2) / alpha)) }
      pixels.append(UInt8((alpha + size.area / 2) / size.area))
    }
  }
}

/// The part of a line of `source` pixels that one of fewer pixels covers.
private struct Overlap {
  /// Pixels of the source, and how much of each is covered, in parts of which the line's share has `source`.
  let weights: [(pixel: Int, weight: Int)]

  init(_ index: Int, of count: Int, source: Int) {
    let start = index * source
    let end = start + source
    weights = (start / count...(end - 1) / count).map { pixel in
      (pixel, min(end, (pixel + 1) * count) - max(start, pixel * count))
    }
  }
}
