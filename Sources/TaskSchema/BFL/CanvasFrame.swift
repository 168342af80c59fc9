/// A canvas of a given size, and where the source lies on it: the geometry of the BFL face.
public struct CanvasFrame: Hashable, Sendable, Codable {
  /// Size of the canvas in pixels.
  public var width: Int
  public var height: Int

  /// Where the source's top left corner lies; nil centres the source along that axis.
  public var offsetX: Int?
  public var offsetY: Int?

  /// Whether what lies outside of the canvas is cut away rather than refused.
  public var autoCrop: Bool

  public init(width: Int, height: Int, offsetX: Int? = nil, offsetY: Int? = nil, autoCrop: Bool = false) {
    self.width = width
    self.height = height
    self.offsetX = offsetX
    self.offsetY = offsetY
    self.autoCrop = autoCrop
  }
}

/// Why a source does not fit a canvas of the BFL face.
public enum CanvasFrameError: Error, Hashable, Sendable {
  case sourceTooSmall(width: Int, height: Int, minimum: Int)
  case sourceBeyondCanvas(parameter: String, source: Int, offset: Int, canvas: Int)
  case sourceOutsideCanvas(parameter: String, source: Int, offset: Int, canvas: Int)

  /// The parameter at fault.
  public var parameter: String {
    switch self {
    case .sourceTooSmall: "input_image"
    case .sourceBeyondCanvas(let parameter, _, _, _), .sourceOutsideCanvas(let parameter, _, _, _): parameter
    }
  }
}

extension CanvasFrameError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .sourceTooSmall(let width, let height, let minimum):
      "The picture of `input_image` must have at least \(minimum) pixels a side, but has \(width)×\(height)."
    case .sourceBeyondCanvas(let parameter, let source, let offset, let canvas):
      "The source must lie within the canvas, but its \(source) pixels from offset \(offset) leave the canvas of "
        + "\(canvas); change `\(parameter)`, or set `auto_crop` to have the part outside cut away."
    case .sourceOutsideCanvas(let parameter, let source, let offset, let canvas):
      "Some of the source must lie on the canvas, but its \(source) pixels from offset \(offset) lie beside the canvas "
        + "of \(canvas); change `\(parameter)`."
    }
  }
}

extension CanvasPlan {
  /// Plans a canvas of a given size for a source.
  ///
  /// - Parameters:
  ///   - width: width of the source.
  ///   - height: height of the source.
  public init(
    width: Int, height: Int, frame: CanvasFrame, minimumSourceSide: Int = CanvasLimits.hosted.minimumSourceSide
  ) throws(CanvasFrameError) {
    if min(width, height) < minimumSourceSide {
      throw .sourceTooSmall(width: width, height: height, minimum: minimumSourceSide)
    }
    let horizontal = try Axis(
      source: width, canvas: frame.width, offset: frame.offsetX, autoCrop: frame.autoCrop,
      names: ("width", "reference_offset_x"))
    let vertical = try Axis(
      source: height, canvas: frame.height, offset: frame.offsetY, autoCrop: frame.autoCrop,
      names: ("height", "reference_offset_y"))
    self.init(horizontal: horizontal, vertical: vertical)
  }
}

extension CanvasPlan.Axis {
  fileprivate init(
    source: Int, canvas: Int, offset given: Int?, autoCrop: Bool, names: (canvas: String, offset: String)
  ) throws(CanvasFrameError) {
    // An odd remainder is rounded down, also below zero.
    let offset = given ?? (canvas - source) >> 1
    let parameter = given == nil ? names.canvas : names.offset
    let first = max(0, offset)
    let end = min(canvas, offset + source)
    if first >= end {
      throw .sourceOutsideCanvas(parameter: parameter, source: source, offset: offset, canvas: canvas)
    }
    if !autoCrop && end - first < source {
      throw .sourceBeyondCanvas(parameter: parameter, source: source, offset: offset, canvas: canvas)
    }
    self.init(offset: first - offset, length: end - first, before: first, after: canvas - end)
  }
}
