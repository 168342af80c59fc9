import ArgumentParser

/// Where the picture lies on a canvas that is larger.
enum Anchor: String, CaseIterable, Hashable, Sendable, ExpressibleByArgument {
  case center
  case left
  case right
  case top
  case bottom
  case topLeft = "top-left"
  case topRight = "top-right"
  case bottomLeft = "bottom-left"
  case bottomRight = "bottom-right"

  /// Pixels to the left of the picture when `extra` are to be added in width; the middle is rounded down.
  func left(of extra: Int) -> Int {
    switch self {
    case .left, .topLeft, .bottomLeft: 0
    case .center, .top, .bottom: extra / 2
    case .right, .topRight, .bottomRight: extra
    }
  }

  /// Pixels above the picture when `extra` are to be added in height; the middle is rounded down.
  func top(of extra: Int) -> Int {
    switch self {
    case .top, .topLeft, .topRight: 0
    case .center, .left, .right: extra / 2
    case .bottom, .bottomLeft, .bottomRight: extra
    }
  }
}
