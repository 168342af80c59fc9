#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What the processor can do.
enum ProcessorFeatures {
  /// What Linux lists of the first processor, which is what its kernel has switched on; empty elsewhere.
  static let present: Set<String> = {
    guard let file = unsafe fopen("/proc/cpuinfo", "r") else { return [] }
    defer { unsafe fclose(file) }
    var line = [CChar](repeating: 0, count: 8192)
    // `fgets` writes at most as many bytes as the array holds, zero included.
    while unsafe fgets(&line, CInt(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix("flags") else { continue }
      return Set(text.split(whereSeparator: { " \t\n:".contains($0) }).dropFirst().map(String.init))
    }
    return []
  }()
}

extension InstructionSet {
  /// The builds of the kernels that this package holds and this processor runs, the widest last.
  public static let runnable = runnable(with: ProcessorFeatures.present)

  /// The builds that this package holds and a processor with `features` runs, the widest last.
  static func runnable(with features: Set<String>) -> [InstructionSet] {
    allCases.filter { $0.isBuilt && features.isSuperset(of: $0.neededFeatures) }
  }

  /// Every feature that the compiler may use, by the names of Linux.
  private var neededFeatures: Set<String> {
    let x86v3: Set = ["avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe"]
    return switch self {
    case .portable: []
    case .x86v3: x86v3
    case .avx512vnni: x86v3.union(["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl", "avx512_vnni"])
    }
  }
}
