package import Raster

/// Where a source lies in another picture: a source's point (x, y) is at (`x` + `scaleX` x, `y` + `scaleY` y) there.
///
/// Points are measured from the upper left corner, so the middle of the first pixel is at (½, ½).
package struct Placement: Hashable, Sendable {
  package var x: Double
  package var y: Double
  package var scaleX: Double
  package var scaleY: Double

  package init(x: Double, y: Double, scaleX: Double = 1, scaleY: Double = 1) {
    self.x = x
    self.y = y
    self.scaleX = scaleX
    self.scaleY = scaleY
  }

  /// The same in pictures that are smaller or larger by `factor`.
  func scaled(by factor: Double) -> Placement {
    Placement(x: x * factor, y: y * factor, scaleX: scaleX, scaleY: scaleY)
  }

  /// The longest way of a corner of the source from where `other` puts it, in pixels.
  package func distance(to other: Placement, size: Size) -> Double {
    func longer(_ start: Double, _ scale: Double, _ length: Int) -> Double {
      max(start.magnitude, (start + scale * Double(length)).magnitude)
    }
    let across = longer(x - other.x, scaleX - other.scaleX, size.width)
    let down = longer(y - other.y, scaleY - other.scaleY, size.height)
    return (across * across + down * down).squareRoot()
  }
}

extension Image {
  /// The picture as a canvas on which the source lies where it should: moved and scaled by linear interpolation.
  ///
  /// - Parameters:
  ///   - placement: where the source lies now.
  ///   - edges: what the canvas has around the source.
  func canvas(_ placement: Placement, source: Size, edges: EdgeAmounts) -> Image {
    let expected = Placement(x: Double(edges.left), y: Double(edges.top))
    let size = edges.canvasSize(for: source)
    if size == self.size && placement == expected { return self }
    var result = Image(size: size)
    let columns = (0..<size.width).map {
      Interpolation(at: placement.x + placement.scaleX * (Double($0 - edges.left) + 0.5) - 0.5, count: width)
    }
    let input = pixels.span
    let (stride, output) = (stride, size.width * 4)
    let rows = (0..<size.height).map {
      Interpolation(at: placement.y + placement.scaleY * (Double($0 - edges.top) + 0.5) - 0.5, count: height)
    }
    result.withMutablePixels { target in
      for (y, row) in rows.enumerated() {
        for (x, column) in columns.enumerated() {
          for c in 0..<4 {
            func line(_ y: Int) -> Float {
              let start = y * stride + c
              let left = Float(input[start + column.first * 4])
              return left + (Float(input[start + column.second * 4]) - left) * column.share
            }
            let top = line(row.first)
            let value = top + (line(row.second) - top) * row.share
            target[y * output + 4 * x + c] = UInt8(value.rounded())
          }
        }
      }
    }
    return result
  }

  /// Two neighbours on a line and the share of the second; the ends are continued.
  private struct Interpolation {
    let first: Int
    let second: Int
    let share: Float

    init(at place: Double, count: Int) {
      let clamped = min(max(place, 0), Double(count - 1))
      first = Int(clamped)
      second = min(first + 1, count - 1)
      share = Float(clamped - Double(first))
    }
  }
}
