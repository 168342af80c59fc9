internal import KernelInterface
internal import SynthesisKernels

#if WIDE_KERNELS
  internal import SynthesisKernelsV3
#endif

/// The builds of the kernels that this package holds.
public enum InstructionSet: String, CaseIterable, Hashable, Sendable {
  /// Runs on every processor of the architecture.
  case portable

  /// x86-64-v3: AVX2, BMI and FMA.
  case x86v3

  /// Whether this build of the package holds it; asking for another gives `portable`.
  public var isBuilt: Bool {
    #if WIDE_KERNELS
      return true
    #else
      return self == .portable
    #endif
  }

  var kernels: any KernelSet.Type {
    #if WIDE_KERNELS
      if self == .x86v3 { return SynthesisKernelsV3.CompiledKernels.self }
    #endif
    return SynthesisKernels.CompiledKernels.self
  }
}
