internal import Synthesis

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What the processor can do, found once.
enum Processor {
  /// The widest kernels that run here.
  ///
  /// Set OUTPAINT_INSTRUCTION_SET to a name of ``InstructionSet`` to use others; the bytes are the same.
  static let instructionSet: InstructionSet = {
    let detected: InstructionSet = InstructionSet.x86v3.isBuilt && hasX86v3 ? .x86v3 : .portable
    if requested == InstructionSet.portable.rawValue { return .portable }
    return detected
  }()

  private static var requested: String? {
    guard let value = unsafe getenv("OUTPAINT_INSTRUCTION_SET") else { return nil }
    // The environment holds zero-terminated strings.
    return unsafe String(cString: value)
  }

  /// Whether the kernel lists every feature of x86-64-v3 that the compiler may use.
  private static var hasX86v3: Bool {
    let needed = ["avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe"]
    guard let file = unsafe fopen("/proc/cpuinfo", "r") else { return false }
    defer { unsafe fclose(file) }
    var line = [CChar](repeating: 0, count: 8192)
    // `fgets` writes at most as many bytes as the array holds, zero included.
    while unsafe fgets(&line, CInt(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix("flags") else { continue }
      let flags = Set(text.split(whereSeparator: { " \t\n:".contains($0) }).map(String.init))
      return needed.allSatisfy(flags.contains)
    }
    return false
  }
}
