extension Outpainter {
  /// A step of the work that has just ended.
  public struct Progress: Hashable, Sendable {
    /// Share of the work that is done, 0...1, never falling.
    public let fractionCompleted: Double

    /// Name of the step: pyramid, saliency, start, upsampling, search, vote or finalVote.
    public let step: String

    /// Level of the pyramid that the step worked on; 0 is full size.
    public let level: Int

    /// Patch distances that a search computed; 0 for other steps.
    package let patchDistances: Int
  }
}
