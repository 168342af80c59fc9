extension Outpainter {
  /// How far a picture is.
  public struct Progress: Hashable, Sendable {
    /// 0...1, never falling.
    public let fractionCompleted: Double
  }
}
