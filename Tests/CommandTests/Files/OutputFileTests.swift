import Foundation
import Testing

@testable import outpaint

@Suite struct OutputFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `a file is written, then replaced, and nothing else is left`() throws {
    try OutputFile.write([1, 2, 3], to: folder.path("a"))
    #expect(try folder.bytes(of: "a") == [1, 2, 3])
    try OutputFile.write([4], to: folder.path("a"))
    #expect(try folder.bytes(of: "a") == [4])
    #expect(try folder.names == ["a"])
  }

  @Test func `a replaced file keeps its permissions`() throws {
    try folder.write([1], to: "a")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("a"))
    try OutputFile.write([2], to: folder.path("a"))
    let permissions = try FileManager.default.attributesOfItem(atPath: folder.path("a"))[.posixPermissions]
    #expect(permissions as? Int == 0o600)
  }

  @Test func `a link is followed`() throws {
    try folder.write([1], to: "a")
    try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "a")
    try OutputFile.write([2], to: folder.path("link"))
    #expect(try folder.bytes(of: "a") == [2])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link")) == "a")
  }

  @Test func `a device is written to, not replaced`() throws {
    try OutputFile.write([1], to: "/dev/null")
    #expect(FileKind(at: "/dev/null") == .other)
  }

  @Test func `a full device is an error`() {
    let failure = #expect(throws: CommandFailure.self) { try OutputFile.write([1], to: "/dev/full") }
    #expect(failure == CommandFailure(.cannotCreate, "/dev/full cannot be written: No space left on device."))
  }

  @Test func `a missing folder and a folder in the file's place are errors`() throws {
    let missing = #expect(throws: CommandFailure.self) { try OutputFile.write([1], to: folder.path("no/a")) }
    #expect(missing?.status == .cannotCreate)
    #expect(missing?.message.contains("there is no folder") == true)
    let taken = #expect(throws: CommandFailure.self) { try OutputFile.checkPlace(folder.path) }
    #expect(taken == CommandFailure(.cannotCreate, "\(folder.path) is a folder; name a file in it."))
    #expect(try folder.names.isEmpty)
  }

  @Test func `missing files and folders cannot be read`() {
    let missing = #expect(throws: CommandFailure.self) { try InputFile.read(folder.path("no")) }
    #expect(missing == CommandFailure(.noInput, "There is no file \(folder.path("no"))."))
    let taken = #expect(throws: CommandFailure.self) { try InputFile.read(folder.path) }
    #expect(taken == CommandFailure(.noInput, "\(folder.path) is a folder; name a file in it."))
  }

  @Test func `what was written is read again`() throws {
    try OutputFile.write([1, 2], to: folder.path("a"))
    #expect(try InputFile.read(folder.path("a")) == [1, 2])
    #expect(try InputFile.read("/dev/null") == [])
  }
}
