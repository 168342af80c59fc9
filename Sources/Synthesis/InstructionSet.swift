internal import KernelInterface
internal import SynthesisKernels

#if WIDE_KERNELS
  internal import SynthesisKernelsV3
  internal import SynthesisKernelsVNNI
#endif

/// The builds of the kernels that this package holds.
public enum InstructionSet: String, CaseIterable, Hashable, Sendable {
  /// Runs on every processor of the architecture.
  case portable

  /// x86-64-v3: AVX2, BMI and FMA.
  case x86v3

  /// x86-64-v4 with VNNI: AVX-512, and multiply-adds of bytes.
  case avx512vnni

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
      switch self {
      case .avx512vnni: return SynthesisKernelsVNNI.CompiledKernels.self
      case .x86v3: return SynthesisKernelsV3.CompiledKernels.self
      case .portable: break
      }
    #endif
    return SynthesisKernels.CompiledKernels.self
  }
}
