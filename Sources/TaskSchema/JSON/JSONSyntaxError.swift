/// Where and why a text is not JSON.
public struct JSONSyntaxError: Error, Hashable, Sendable {
  /// Line of the offending byte, from 1.
  public let line: Int

  /// Character in that line, from 1.
  public let column: Int

  /// What was found, as the end of a sentence.
  public let problem: String

  init(at position: Int, in bytes: [UInt8], problem: String) {
    var line = 1
    var column = 1
    for byte in bytes.prefix(position) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        // Bytes that continue a character do not count.
        column += 1
      }
    }
    self.line = line
    self.column = column
    self.problem = problem
  }
}

extension JSONSyntaxError: CustomStringConvertible {
  public var description: String { "line \(line), column \(column): \(problem)" }
}
