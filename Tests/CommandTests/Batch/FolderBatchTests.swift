import Foundation
import ImageCodec
import Raster
import TestSupport
import Testing

@testable import outpaint

@Suite(.waitsForProcesses) struct FolderBatchTests {
  private let fixture: BatchFixture
  private var folder: TemporaryFolder { fixture.folder }

  init() throws {
    fixture = try BatchFixture()
    try FileManager.default.createDirectory(atPath: fixture.folder.path("photos"), withIntermediateDirectories: false)
  }

  @Test func `every picture of a folder grows, other files stay out`() throws {
    let source = try folder.writePicture("photos/b.png")
    try folder.write(source.encoded(as: .webp(quality: 90)), to: "photos/a.WebP")
    try folder.write([1], to: "photos/notes.txt")
    try folder.write([1], to: "photos/c.jpg")
    let tally = try fixture.run("photos", "--left", "8", "--top", "4")
    #expect((tally.lines, tally.made, tally.failedLines, tally.status) == (3, 2, 1, .badInput))
    let names = try folder.names(in: "out")
    #expect(names.map { $0.prefix(2) } == ["a-", "b-"])
    #expect(names.allSatisfy { $0.wholeMatch(of: /[ab]-[0-9a-f]{8}\.png/) != nil })
    expectPicture(
      try folder.picture("out/\(names[1])").cropped(to: Rect(x: 8, y: 4, width: 32, height: 24)), equals: source)
    let results = try fixture.results()
    #expect(results.count == 3)
    #expect(results[0].hasPrefix(#"{"line":1,"data":[{"source":"a.WebP","imageURL":"file:///"#))
    #expect(results[2].hasSuffix(#","source":"c.jpg"}]}"#))
  }

  @Test func `done pictures are found, other options make others`() throws {
    try folder.writePicture("photos/b.png")
    #expect(try fixture.run("photos", "--left", "8").made == 1)
    #expect(try fixture.run("photos", "--left", "8", engine: .none).found == 1)
    #expect(try fixture.run("photos", "--left", "9").made == 1)
    #expect(try fixture.run("photos", "--left", "9", "--seed", "2").made == 1)
    #expect(try fixture.run("photos", "--aspect", "2:1", "--format", "webp").made == 1)
    #expect(try folder.names(in: "out").count == 4)
  }

  @Test func `options for the other kind of input are refused`() throws {
    try folder.writePicture("photos/b.png")
    try fixture.write([BatchFixture.request(1)])
    let cases = [
      ("batch photos --left 8 --strict", "--strict is for requests, but photos is a folder of pictures."),
      (
        "batch photos",
        "Nothing is to be added; say how much with --left, --right, --top or --bottom, or give --aspect or --size."
      ),
      ("batch requests.jsonl --seed 7", "--seed is for a folder of pictures; requests say it themselves."),
      ("batch requests.jsonl --left 7", "The canvas is for a folder of pictures; requests say it themselves."),
      ("batch requests.jsonl --jobs 0", "--jobs must be from 1 to 1024, but 0 was given."),
    ]
    for (arguments, message) in cases {
      let result = try CommandProcess(arguments: arguments.split(separator: " ").map(String.init), in: folder)
      #expect(result.status == 64)
      #expect(result.errors.hasPrefix("Error: \(message)\n"))
    }
  }
}
