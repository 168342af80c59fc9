import Synthesis
import Testing

@testable import Outpainting

@Suite struct ProcessorTests {
  @Test(arguments: [
    (nil, InstructionSet.avx512vnni), ("portable", .portable), ("x86v3", .x86v3), ("avx512vnni", .avx512vnni),
    ("", .avx512vnni), ("sse9", .avx512vnni),
  ])
  func `the widest kernels run unless others are asked for by name`(requested: String?, chosen: InstructionSet) {
    #expect(Processor.choice(of: InstructionSet.allCases, requested: requested) == chosen)
  }

  @Test func `kernels that do not run here are not chosen`() {
    #expect(Processor.choice(of: [.portable, .x86v3], requested: "avx512vnni") == .x86v3)
    #expect(Processor.choice(of: [.portable], requested: "x86v3") == .portable)
  }
}
