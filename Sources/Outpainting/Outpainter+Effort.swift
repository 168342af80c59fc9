extension Outpainter {
  /// How much time a picture may take.
  public enum Effort: String, CaseIterable, Hashable, Sendable {
    /// Fewer rounds of search, and none at full size.
    case fast

    /// The default.
    case high
  }
}
