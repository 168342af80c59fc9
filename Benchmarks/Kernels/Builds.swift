import KernelInterface
import Synthesis
import SynthesisKernels

#if WIDE_KERNELS
  import SynthesisKernelsV3
  import SynthesisKernelsVNNI
#endif

/// The builds of the kernels that run here, by the names that the engine gives them.
let builds: [(name: String, kernels: any KernelSet.Type)] = {
  var all: [(InstructionSet, any KernelSet.Type)] = [(.portable, SynthesisKernels.CompiledKernels.self)]
  #if WIDE_KERNELS
    all += [
      (.x86v3, SynthesisKernelsV3.CompiledKernels.self), (.avx512vnni, SynthesisKernelsVNNI.CompiledKernels.self),
    ]
  #endif
  return all.filter { InstructionSet.runnable.contains($0.0) }.map { ($0.0.rawValue, $0.1) }
}()
