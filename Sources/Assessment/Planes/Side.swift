package import Raster

/// A side of the source on which a picture grows.
package enum Side: String, CaseIterable, Hashable, Sendable {
  case left, right, top, bottom
}

extension EdgeAmounts {
  /// How many pixels a side grows by.
  package subscript(side: Side) -> Int {
    switch side {
    case .left: left
    case .right: right
    case .top: top
    case .bottom: bottom
    }
  }
}
