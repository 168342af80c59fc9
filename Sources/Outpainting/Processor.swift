internal import Synthesis

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Which kernels run here, found once.
enum Processor {
  /// The widest kernels that run here.
  ///
  /// Set OUTPAINT_INSTRUCTION_SET to a name of ``InstructionSet`` to use narrower ones; the bytes are the same.
  static let instructionSet = choice(of: InstructionSet.runnable, requested: requested)

  /// The set of the requested name if it runs, else the widest.
  static func choice(of runnable: [InstructionSet], requested: String?) -> InstructionSet {
    runnable.first { $0.rawValue == requested } ?? runnable.last ?? .portable
  }

  private static var requested: String? {
    guard let value = unsafe getenv("OUTPAINT_INSTRUCTION_SET") else { return nil }
    // The environment holds zero-terminated strings.
    return unsafe String(cString: value)
  }
}
