import Raster

@testable import Synthesis

extension Engine {
  /// One thread and the kernels of one build.
  init(_ instructionSet: InstructionSet) {
    self.init(FillOptions(bands: RowBands(threads: 1), instructionSet: instructionSet))
  }
}
