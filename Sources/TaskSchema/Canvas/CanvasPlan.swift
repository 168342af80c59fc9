/// Which part of a source is used, and how far it grows: `outpaint` after the limits had their say.
///
///     canvas width  = cropped width  + left + right
///     canvas height = cropped height + top  + bottom
public struct CanvasPlan: Hashable, Sendable {
  /// Pixels along one axis of a canvas; `before` is left or top, `after` right or bottom.
  struct Axis: Hashable, Sendable {
    /// First pixel of the source that is used.
    var offset = 0
    /// Pixels of the source that are used.
    var length: Int
    var before: Int
    var after: Int

    var canvas: Int { before + length + after }
  }

  let horizontal: Axis
  let vertical: Axis

  init(horizontal: Axis, vertical: Axis) {
    self.horizontal = horizontal
    self.vertical = vertical
  }

  /// Plans the canvas for a source.
  ///
  /// Without `autoCrop` a canvas over the limit is an error. With it, the axis that overflows gives way and the other
  /// stays as it is: the two sides are shortened in proportion, the first of them rounded down; a source that is too
  /// long by itself is cut to its centre and does not grow at all.
  ///
  /// - Parameters:
  ///   - width: width of the source.
  ///   - height: height of the source.
  public init(
    width: Int, height: Int, edges: OutpaintEdges, autoCrop: Bool = false, limits: CanvasLimits = .hosted
  ) throws(CanvasError) {
    if min(width, height) < limits.minimumSourceSide {
      throw .sourceTooSmall(width: width, height: height, minimum: limits.minimumSourceSide)
    }
    var horizontal = Axis(length: width, before: edges.left, after: edges.right)
    var vertical = Axis(length: height, before: edges.top, after: edges.bottom)
    if let maximum = limits.maximumSide {
      if autoCrop {
        horizontal.shorten(to: maximum)
        vertical.shorten(to: maximum)
      } else if max(horizontal.canvas, vertical.canvas) > maximum {
        throw .canvasTooLarge(width: horizontal.canvas, height: vertical.canvas, maximum: maximum)
      }
    }
    if min(horizontal.canvas, vertical.canvas) < limits.minimumSide {
      throw .canvasTooSmall(width: horizontal.canvas, height: vertical.canvas, minimum: limits.minimumSide)
    }
    self.init(horizontal: horizontal, vertical: vertical)
  }

  /// Pixels to add to the cropped source.
  public var edges: OutpaintEdges {
    OutpaintEdges(left: horizontal.before, right: horizontal.after, top: vertical.before, bottom: vertical.after)
  }

  /// The part of the source that is used; all of it unless `autoCrop` had to cut.
  public var crop: CropRect {
    CropRect(x: horizontal.offset, y: vertical.offset, width: horizontal.length, height: vertical.length)
  }

  public var canvasWidth: Int { horizontal.canvas }
  public var canvasHeight: Int { vertical.canvas }

  /// The nominal price of one result.
  public var cost: Cost { Cost(width: canvasWidth, height: canvasHeight) }
}

extension CanvasPlan.Axis {
  fileprivate mutating func shorten(to maximum: Int) {
    if canvas <= maximum { return }
    if length > maximum {
      offset = (length - maximum) / 2
      length = maximum
      before = 0
      after = 0
    } else {
      let room = maximum - length
      before = before * room / (before + after)
      after = room - before
    }
  }
}

/// A part of a source picture, in its pixels.
public struct CropRect: Hashable, Sendable {
  public let x: Int
  public let y: Int
  public let width: Int
  public let height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }
}
