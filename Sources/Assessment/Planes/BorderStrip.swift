import Raster

/// The surroundings of one border between known and new pixels, turned so that the border runs along the rows.
///
/// Line 0 is the first of new pixels, line -1 the last of known ones. Lines are as long as the source's side; the
/// corners of the canvas belong to no strip.
struct BorderStrip: Sendable {
  let side: Side

  /// Known lines, -1 down to -`known`.
  let known: Int

  /// New lines, 0 up to `new` - 1.
  let new: Int

  /// Row `known` + d is line d.
  let plane: Plane<Float>

  /// Pixels of a line.
  var length: Int { plane.width }

  var lines: Range<Int> { -known..<new }

  /// - Parameters:
  ///   - depth: the most lines to take on either side of the border.
  init(_ side: Side, of canvas: Plane<Float>, kept: Rect, depth: Int = .max) {
    let (across, outside): (Int, Int) =
      switch side {
      case .left: (kept.width, kept.x)
      case .right: (kept.width, canvas.width - kept.maxX)
      case .top: (kept.height, kept.y)
      case .bottom: (kept.height, canvas.height - kept.maxY)
      }
    self.side = side
    known = min(across, depth)
    new = min(outside, depth)
    let isUpright = side == .top || side == .bottom
    let length = isUpright ? kept.width : kept.height
    var plane = Plane<Float>(size: Size(width: length, height: known + new), repeating: 0)
    let source = canvas.values.span
    var target = plane.values.mutableSpan
    for row in 0..<known + new {
      let line = row - known
      switch side {
      case .top, .bottom:
        let y = side == .bottom ? kept.maxY + line : kept.y - 1 - line
        for i in 0..<length { target[row * length + i] = source[y * canvas.width + kept.x + i] }
      case .left, .right:
        let x = side == .right ? kept.maxX + line : kept.x - 1 - line
        for i in 0..<length { target[row * length + i] = source[(kept.y + i) * canvas.width + x] }
      }
    }
    self.plane = plane
  }

  /// The values of a line.
  func line(_ line: Int) -> ArraySlice<Float> {
    let start = (known + line) * length
    return plane.values[start..<start + length]
  }

  /// Some of the lines, as a plane of its own.
  func lines(_ lines: Range<Int>) -> Plane<Float> {
    plane.cropped(to: Rect(x: 0, y: known + lines.lowerBound, width: length, height: lines.count))
  }
}

extension Plane<Float> {
  /// The strips of all sides on which the picture grows.
  func strips(edges: EdgeAmounts, kept: Rect, depth: Int = .max) -> [BorderStrip] {
    Side.allCases.filter { edges[$0] > 0 }.map { BorderStrip($0, of: self, kept: kept, depth: depth) }
  }
}
