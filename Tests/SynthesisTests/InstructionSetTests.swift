import Foundation
import Testing

@testable import Synthesis

@Suite struct InstructionSetTests {
  private static let avx2 = "fpu sse2 avx avx2 bmi1 bmi2 f16c fma abm movbe"
  private static let avx512 = "\(avx2) avx512f avx512dq avx512cd avx512bw avx512vl"

  @Test(arguments: [
    ("an unknown system", "", InstructionSet.portable),
    ("Sandy Bridge", "fpu sse2 avx", .portable),
    ("Haswell, or AVX-512 switched off", avx2, .x86v3),
    ("Alder Lake", "\(avx2) avx_vnni", .x86v3),
    ("Knights Mill", "\(avx2) avx512f avx512cd avx512_4vnniw", .x86v3),
    ("Skylake-X", avx512, .x86v3),
    ("Zen 4", "\(avx512) avx512_vnni", .avx512vnni),
  ])
  func `the widest build is the one that lacks no feature`(processor: String, flags: String, widest: InstructionSet) {
    let runnable = InstructionSet.runnable(with: Set(flags.split(separator: " ").map(String.init)))
    let expected = InstructionSet.allCases.prefix { $0 != widest } + [widest]
    #expect(runnable == expected.filter(\.isBuilt), "\(processor)")
  }

  @Test(arguments: "\(avx512) avx512_vnni".split(separator: " ").dropFirst(2).map(String.init))
  func `a build that lacks one feature does not run`(_ feature: String) {
    let others = Set("\(Self.avx512) avx512_vnni".split(separator: " ").map(String.init)).subtracting([feature])
    #expect(!InstructionSet.runnable(with: others).contains(.avx512vnni))
  }

  @Test func `features are those of the first processor`() {
    let data = FileManager.default.contents(atPath: "/proc/cpuinfo") ?? Data()
    let line = String(decoding: data, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("flags") } ?? ""
    let flags = line.split(whereSeparator: \.isWhitespace).filter { $0 != "flags" && $0 != ":" }
    #expect(ProcessorFeatures.present == Set(flags.map(String.init)))
    #expect(InstructionSet.runnable == InstructionSet.runnable(with: ProcessorFeatures.present))
  }
}
