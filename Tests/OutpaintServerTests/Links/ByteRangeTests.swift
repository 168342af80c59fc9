import Testing

@testable import OutpaintServer

@Suite struct ByteRangeTests {
  @Test(arguments: [
    ("bytes=0-0", 0..<1), ("bytes=2-5", 2..<6), ("bytes=7-", 7..<10), ("bytes=-3", 7..<10), ("bytes=0-99", 0..<10),
    ("Bytes = 1-2", 1..<3), ("bytes=-99", 0..<10),
  ]) func `a range of bytes`(text: String, expected: Range<Int>) {
    #expect(ByteRange(text, of: 10) == .bytes(expected))
  }

  @Test(arguments: ["bytes=10-", "bytes=10-12", "bytes=-0"]) func `a range beyond the end`(text: String) {
    #expect(ByteRange(text, of: 10) == .unsatisfiable)
  }

  @Test(arguments: ["bytes=5-2", "bytes=0-1,4-5", "items=0-1", "bytes=", "bytes=-", "bytes=a-b", "bytes=+1-2", "0-1"])
  func `what is no single range means the whole`(text: String) {
    #expect(ByteRange(text, of: 10) == nil)
  }
}
