import ArgumentParser
import Raster

/// The canvas that was asked for, in one of three ways.
enum CanvasGeometry: Hashable, Sendable {
  /// So many pixels more on each side.
  case edges(EdgeAmounts)
  /// The smallest canvas of a ratio that holds the picture.
  case aspect(AspectRatio, Anchor)
  /// A canvas of exactly this size.
  case size(CanvasSize, Anchor)

  /// What can be typed for one side: more than the engine takes, which is for the engine to say.
  static let longestSide = 65_535

  /// How far a picture of `source` has to grow; perhaps not at all.
  ///
  /// A ratio is met by growing one axis alone, to the next whole pixel.
  func edges(for source: Size) throws(CommandFailure) -> EdgeAmounts {
    switch self {
    case .edges(let edges):
      return edges
    case .aspect(let ratio, let anchor):
      let width = Self.roundingUp(source.height * ratio.width, by: ratio.height)
      let height = Self.roundingUp(source.width * ratio.height, by: ratio.width)
      if width >= source.width { return Self.edges(width - source.width, 0, anchor) }
      return Self.edges(0, height - source.height, anchor)
    case .size(let size, let anchor):
      if size.width < source.width || size.height < source.height {
        throw CommandFailure(
          .badInput,
          "The canvas of \(size.width)×\(size.height) is smaller than the picture, which has \(source); "
            + "--size must be at least that.")
      }
      return Self.edges(size.width - source.width, size.height - source.height, anchor)
    }
  }

  private static func edges(_ extraWidth: Int, _ extraHeight: Int, _ anchor: Anchor) -> EdgeAmounts {
    let left = anchor.left(of: extraWidth)
    let top = anchor.top(of: extraHeight)
    return EdgeAmounts(left: left, right: extraWidth - left, top: top, bottom: extraHeight - top)
  }

  private static func roundingUp(_ value: Int, by divisor: Int) -> Int { (value + divisor - 1) / divisor }
}

/// A canvas size as it is typed: 1920x1080.
struct CanvasSize: Hashable, Sendable {
  let width: Int
  let height: Int

  /// - Returns: nil unless `text` is two whole numbers with an x between.
  init?(_ text: String) {
    let parts = text.lowercased().split(omittingEmptySubsequences: false) { $0 == "x" || $0 == "×" }
    let sides = parts.compactMap { Int($0) }
    guard parts.count == 2, sides.count == 2, sides.allSatisfy({ (1...CanvasGeometry.longestSide).contains($0) }) else {
      return nil
    }
    width = sides[0]
    height = sides[1]
  }

  /// The value of an option.
  static func parse(_ text: String) throws -> CanvasSize {
    if let size = CanvasSize(text) { return size }
    throw ValidationError(
      "width and height from 1 to \(CanvasGeometry.longestSide) with an x between are needed, such as 1920x1080")
  }
}
