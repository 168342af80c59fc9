/// The part of a patch that a thumbnail shows, cut off on one side or whole, and divided into two by four equal cells.
///
/// A thumbnail holds the mean colours of the cells less that of the part, and the mean of the part. Differences of means
/// bound the squared difference of two patches from below (after Li and Salari 1995, successive elimination), so most
/// sources need no further look.
public struct ThumbnailShape: BitwiseCopyable, Hashable, Sendable {
  @inlinable public static var cellCount: Int { 8 }

  /// Values of a thumbnail: red, green and blue of each cell, then the means of all four channels.
  @inlinable public static var valueCount: Int { cellCount * 3 + 4 }

  /// Most columns or rows that may be cut off.
  public static let mostCut = 2

  /// Different values of `number`.
  public static let count = 4 * mostCut

  /// Thumbnails that are compared at once.
  @inlinable public static var lanes: Int { 16 }

  public let left: Int
  public let top: Int
  public let columns: Int
  public let rows: Int

  /// Nothing cut off: a shape without a `number`.
  public static let whole = ThumbnailShape(uncutSide: patchSide)

  private init(uncutSide side: Int) {
    (left, top, columns, rows) = (0, 0, side, side)
  }

  /// The part of a patch from (`left`, `top`) on; nil unless 1...2 columns or rows are missing on one side alone.
  public init?(left: Int, top: Int, columns: Int, rows: Int) {
    guard max(columns, rows) == patchSide else { return nil }
    guard (1...Self.mostCut).contains(2 &* patchSide &- columns &- rows) else { return nil }
    self.left = left
    self.top = top
    self.columns = columns
    self.rows = rows
  }

  /// A number for each shape, 0..<`count`.
  public var number: Int {
    let side = columns < patchSide ? (left > 0 ? 0 : 1) : (top > 0 ? 2 : 3)
    return side &* Self.mostCut &+ 2 &* patchSide &- columns &- rows &- 1
  }

  @inlinable public var area: Int { columns &* rows }
  @inlinable public var cellColumns: Int { isWide ? patchSide / 4 : columns / 2 }
  @inlinable public var cellRows: Int { isWide ? rows / 2 : patchSide / 4 }

  /// Pixels of a cell; what is left when the cells are cut is in none.
  @inlinable public var cellArea: Int { cellColumns &* cellRows }

  /// The corner of a cell in the patch.
  @inlinable
  public func corner(ofCell cell: Int) -> (x: Int, y: Int) {
    let across = isWide ? 4 : 2
    return (left &+ cell % across &* cellColumns, top &+ cell / across &* cellRows)
  }

  @inlinable var isWide: Bool { columns == patchSide }
}

/// The thumbnails of one shape of all patches of a source.
///
/// Each row of corners has a plane of `stride` bytes for each value: for colours of cells 128 + cell - mean, for means
/// the mean, rounded and limited to 0...255.
@safe
public struct ThumbnailView: BitwiseCopyable, @unchecked Sendable {
  public var shape: ThumbnailShape

  /// Corners of a row, a multiple of `ThumbnailShape.lanes`; those beyond the source mean nothing.
  public var stride: Int

  public var plain: UnsafePointer<UInt8>

  /// Those of the flipped source.
  public var flipped: UnsafePointer<UInt8>

  public init(shape: ThumbnailShape, stride: Int, plain: UnsafePointer<UInt8>, flipped: UnsafePointer<UInt8>) {
    self.shape = shape
    self.stride = stride
    self.plain = plain
    self.flipped = flipped
  }
}
