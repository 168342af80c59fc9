internal import KernelInterface
internal import Raster

extension LevelGeometry {
  /// A part of the canvas beside the source that shares no pixel and no target with another one.
  struct Region: Hashable, Sendable {
    /// Target corners.
    let targets: Rect
    let pixels: Rect
  }

  /// Whether the canvas grows only to the left and right, or only upwards and downwards.
  var growsOneWay: Bool { known.height == size.height || known.width == size.width }

  /// Whether the canvas grows both ways, but nowhere beyond two opposite sides.
  var growsAroundCorner: Bool { !growsOneWay && oppositeRegions.allSatisfy { $0.count == 1 } }

  /// What is above and below the source, as wide as the canvas, then what is left and right of it.
  var regions: [Region] { oppositeRegions.flatMap { $0 } }

  /// The regions by pairs, of which the two touch nowhere.
  var oppositeRegions: [[Region]] {
    let columns = Span.of(known.columns, length: size.width, sources: sourceColumns)
    let rows = Span.of(known.rows, length: size.height, sources: sourceRows)
    let aboveAndBelow = [rows.before, rows.after].map { Region(columns.all, $0) }
    let leftAndRight = [columns.before, columns.after].map { Region($0, rows.beside) }
    return [aboveAndBelow, leftAndRight].map { $0.filter { !$0.pixels.size.isEmpty } }
  }
}

extension LevelGeometry.Region {
  fileprivate init(_ columns: Span, _ rows: Span) {
    func rect(_ columns: Range<Int>, _ rows: Range<Int>) -> Rect {
      Rect(x: columns.lowerBound, y: rows.lowerBound, width: columns.count, height: rows.count)
    }
    self.init(targets: rect(columns.targets, rows.targets), pixels: rect(columns.pixels, rows.pixels))
  }
}

/// Pixels of one axis, and the targets that begin there.
private struct Span {
  let pixels: Range<Int>
  let targets: Range<Int>

  /// What lies before, beside and after `known` on an axis of some pixels, and all of it.
  ///
  /// - Parameter sources: patches that fit into `known`.
  static func of(
    _ known: Range<Int>, length: Int, sources: Int
  ) -> (before: Self, beside: Self, after: Self, all: Self) {
    let lastSource = known.lowerBound + sources
    let targets = length - patchSide + 1
    return (
      before: Self(pixels: 0..<known.lowerBound, targets: 0..<known.lowerBound),
      beside: Self(pixels: known, targets: known.lowerBound..<lastSource),
      after: Self(pixels: known.upperBound..<length, targets: lastSource..<targets),
      all: Self(pixels: 0..<length, targets: 0..<targets)
    )
  }
}
