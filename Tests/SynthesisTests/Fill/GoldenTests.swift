import Foundation
import Raster
import Testing

@Suite struct GoldenTests {
  private static let isRecording = ProcessInfo.processInfo.environment["OUTPAINT_RECORD_GOLDENS"] == "1"

  @Test(.enabled(if: !isRecording), arguments: Goldens.cases)
  func `the same picture, seed and effort give the bytes they gave before`(_ example: FillCase) {
    let checksum = example.filled().checksum
    #expect(
      Goldens.checksums[example.testDescription] == checksum,
      "got \(hexadecimal(checksum)); OUTPAINT_RECORD_GOLDENS=1 prints the whole table")
  }

  @Test(.enabled(if: isRecording))
  func `recording prints a new table and fails`() {
    let lines = Goldens.cases.map { "    \"\($0.testDescription)\": \(hexadecimal($0.filled().checksum)),\n" }
    print("  static let checksums: [String: UInt64] = [\n\(lines.joined())  ]")
    Issue.record("goldens were recorded, not tested")
  }
}

extension Image {
  /// FNV-1a, 64 bits, over the bytes of the picture.
  fileprivate var checksum: UInt64 {
    pixels.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

/// Sixteen digits in groups of four.
private func hexadecimal(_ value: UInt64) -> String {
  let digits = Array(String(format: "%016llx", value))
  return "0x" + stride(from: 0, to: 16, by: 4).map { String(digits[$0..<$0 + 4]) }.joined(separator: "_")
}
