import KernelInterface
import SynthesisKernels

#if WIDE_KERNELS
  import SynthesisKernelsV3
#endif

/// The builds of the kernels that are measured, by the names that the engine gives them.
let builds: [(name: String, kernels: any KernelSet.Type)] = {
  #if WIDE_KERNELS
    [("portable", SynthesisKernels.CompiledKernels.self), ("x86v3", SynthesisKernelsV3.CompiledKernels.self)]
  #else
    [("portable", SynthesisKernels.CompiledKernels.self)]
  #endif
}()
