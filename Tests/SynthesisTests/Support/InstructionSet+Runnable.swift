import Foundation
import KernelInterface
import Raster

@testable import Synthesis

extension InstructionSet {
  /// The builds of the kernels that this package holds and this processor runs.
  static let runnable = allCases.filter { $0.isBuilt && $0.runsHere }

  private var runsHere: Bool {
    switch self {
    case .portable: true
    case .x86v3: ["avx2", "bmi1", "bmi2", "fma", "movbe"].allSatisfy(Self.processorFlags.contains)
    }
  }

  private static let processorFlags: Set<Substring> = {
    guard let data = FileManager.default.contents(atPath: "/proc/cpuinfo") else { return [] }
    let flags = String(decoding: data, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("flags") }
    return Set((flags ?? "").split(whereSeparator: \.isWhitespace))
  }()
}

extension Engine {
  /// One thread and the kernels of one build.
  init(_ instructionSet: InstructionSet) {
    self.init(FillOptions(bands: RowBands(threads: 1), instructionSet: instructionSet))
  }
}
