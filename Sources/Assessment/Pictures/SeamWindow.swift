package import Raster

/// A small piece of a canvas around the middle of one border, to look at enlarged.
package struct SeamWindow: Hashable, Sendable {
  package let side: Side

  /// The piece, in the canvas's coordinates.
  package let rect: Rect

  /// Where the border runs through the piece: pixels from its left or upper edge.
  package let border: Int

  /// Whether the border runs from top to bottom.
  package var isVertical: Bool { side == .left || side == .right }

  /// The pieces of all sides on which a source of `size` grows.
  ///
  /// - Parameters:
  ///   - reach: pixels to show on either side of the border.
  ///   - length: pixels to show along it.
  package static func all(for size: Size, edges: EdgeAmounts, reach: Int = 24, length: Int = 96) -> [SeamWindow] {
    let kept = edges.sourceRect(for: size)
    let canvas = edges.canvasSize(for: size)
    return Side.allCases.filter { edges[$0] > 0 }.map { side in
      let isVertical = side == .left || side == .right
      let place =
        switch side {
        case .left: kept.x
        case .right: kept.maxX
        case .top: kept.y
        case .bottom: kept.maxY
        }
      let across = isVertical ? canvas.width : canvas.height
      let (start, end) = (max(0, place - reach), min(across, place + reach))
      let along = isVertical ? kept.rows : kept.columns
      let count = min(length, along.count)
      let first = along.lowerBound + (along.count - count) / 2
      let rect =
        isVertical
        ? Rect(x: start, y: first, width: end - start, height: count)
        : Rect(x: first, y: start, width: count, height: end - start)
      return SeamWindow(side: side, rect: rect, border: place - start)
    }
  }
}
