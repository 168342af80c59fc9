public import Raster

/// How a canvas is filled.
public struct FillOptions: Sendable {
  /// Another seed gives another, equally good picture; the same seed always the same one.
  public var seed: UInt64

  public var effort: Effort

  /// How the work is spread over threads; no influence on the result.
  public var bands: RowBands

  /// Which build of the kernels runs; no influence on the result.
  public var instructionSet: InstructionSet

  public init(
    seed: UInt64 = 1, effort: Effort = .high, bands: RowBands = RowBands(), instructionSet: InstructionSet = .portable
  ) {
    self.seed = seed
    self.effort = effort
    self.bands = bands
    self.instructionSet = instructionSet
  }
}

/// How much time a fill may take.
public enum Effort: String, CaseIterable, Hashable, Sendable {
  /// Fewer rounds of search and none at full size; about a third of the time.
  case fast

  /// The default.
  case high
}
