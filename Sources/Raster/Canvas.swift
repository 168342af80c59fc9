/// A source picture and the larger canvas around it.
public struct Canvas: Hashable, Sendable {
  public let source: Image
  public let edges: EdgeAmounts

  public init(source: Image, edges: EdgeAmounts) {
    self.source = source
    self.edges = edges
  }

  public var size: Size { edges.canvasSize(for: source.size) }

  /// Where the source lies on the canvas.
  public var sourceRect: Rect { edges.sourceRect(for: source.size) }

  public var mask: Mask { Mask(size: size, known: sourceRect) }

  /// Pixels that have to be invented.
  public var newArea: Int { mask.unknownArea }
}
