import Foundation
import Testing

@testable import outpaint

@Suite struct LineReaderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func lines(of text: String) throws -> [String] {
    try folder.write(text.utf8, to: "lines")
    var reader = try LineReader(path: folder.path("lines"))
    var lines: [String] = []
    while let line = try reader.next() { lines.append(String(decoding: line, as: UTF8.self)) }
    #expect(reader.fraction == 1)
    #expect(try reader.next() == nil)
    return lines
  }

  @Test(arguments: [
    ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("\n\na\n\n", ["", "", "a", ""]),
    ("ä\r\nb\r\n", ["ä\r", "b\r"]),
  ]) func `a text falls into lines`(text: String, expected: [String]) throws {
    #expect(try lines(of: text) == expected)
  }

  @Test func `lines may be longer than what is read at once`() throws {
    let long = [3_000_000, 0, 1_048_575, 1_048_576, 1_048_577, 7].map { String(repeating: "x", count: $0) }
    #expect(try lines(of: long.joined(separator: "\n")) == long)
  }

  @Test func `the fraction is that of the bytes`() throws {
    try folder.write("aaa\nbbbbbb\n\n".utf8, to: "lines")
    var reader = try LineReader(path: folder.path("lines"))
    #expect(reader.fraction == 0)
    _ = try reader.next()
    #expect(reader.fraction == 1 / 3.0)
  }

  @Test func `there has to be a file`() {
    let failure = #expect(throws: CommandFailure.self) { try LineReader(path: folder.path("no")) }
    #expect(failure == CommandFailure(.noInput, "There is no file \(folder.path("no"))."))
  }

  @Test func `a folder without pictures is an error`() throws {
    try folder.write([1], to: "a.txt")
    let failure = #expect(throws: CommandFailure.self) { try FolderListing(path: folder.path) }
    #expect(failure?.status == .noInput)
  }
}
