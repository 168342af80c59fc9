import Foundation
import Testing

@testable import OutpaintServer

@Suite struct AtomicFileTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "outpaint-\(UUID())").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  @Test(arguments: [false, true]) func `what is written is read, also in the place of something longer`(
    isDurable: Bool
  ) throws {
    defer { AtomicFile.remove(folder) }
    let path = folder + "/file"
    for bytes in [(0..<100_000).map { UInt8(truncatingIfNeeded: $0) }, [1, 2, 3], []] {
      try AtomicFile.write(bytes, to: path, isDurable: isDurable)
      #expect(AtomicFile.read(path) == bytes)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
  }

  @Test func `what is no file cannot be read, nor written into`() throws {
    defer { AtomicFile.remove(folder) }
    let pipe = folder + "/pipe"
    #expect(unsafe mkfifo(pipe, 0o600) == 0)
    #expect(AtomicFile.read(pipe) == nil)
    #expect(AtomicFile.read(folder) == nil)
    #expect(AtomicFile.read(folder + "/nothing") == nil)
    #expect(throws: POSIXError(.ENOENT)) {
      try AtomicFile.write([1], to: folder + "/no/file", isDurable: false)
    }
  }
}
