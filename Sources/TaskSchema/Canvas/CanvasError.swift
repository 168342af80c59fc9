/// Why a canvas is refused.
public enum CanvasError: Error, Hashable, Sendable {
  case sourceTooSmall(width: Int, height: Int, minimum: Int)
  case canvasTooSmall(width: Int, height: Int, minimum: Int)
  case canvasTooLarge(width: Int, height: Int, maximum: Int)

  /// The parameter at fault.
  public var parameter: String {
    switch self {
    case .sourceTooSmall: "inputs.image"
    case .canvasTooSmall, .canvasTooLarge: "outpaint"
    }
  }
}

extension CanvasError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .sourceTooSmall(let width, let height, let minimum):
      "The picture of `inputs.image` must have at least \(minimum) pixels a side, but has \(width)×\(height)."
    case .canvasTooSmall(let width, let height, let minimum):
      "The canvas must have at least \(minimum) pixels a side, but `outpaint` makes it \(width)×\(height)."
    case .canvasTooLarge(let width, let height, let maximum):
      "The canvas must have at most \(maximum) pixels a side, but `outpaint` makes it \(width)×\(height); "
        + "add less, or set `settings.autoCrop` to have the sides shortened."
    }
  }
}
