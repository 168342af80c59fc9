/// What sizes of pictures a face of the engine works on.
public struct CanvasLimits: Hashable, Sendable {
  /// Longest side of a canvas in pixels; nil for no limit.
  public var maximumSide: Int?

  /// Shortest side of a canvas in pixels.
  public var minimumSide: Int

  /// Shortest side of a source in pixels.
  public var minimumSourceSide: Int

  public init(maximumSide: Int?, minimumSide: Int = 64, minimumSourceSide: Int = 16) {
    self.maximumSide = maximumSide
    self.minimumSide = minimumSide
    self.minimumSourceSide = minimumSourceSide
  }

  /// The limits of the hosted service: 2048 a side, which is 4 megapixels at most.
  public static let hosted = CanvasLimits(maximumSide: 2048)

  /// No limits at all.
  public static let none = CanvasLimits(maximumSide: nil, minimumSide: 1, minimumSourceSide: 1)
}
