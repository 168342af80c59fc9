import Foundation
import ImageCodec
import Raster
import TaskExecution
import TestSupport
import Testing

@testable import outpaint

@Suite(.waitsForProcesses) struct BenchTests {
  private let task = BenchTask(
    name: "tiny", source: Size(width: 40, height: 30), edges: EdgeAmounts(left: 10, bottom: 2))

  private func report(_ seconds: Double, threads: Int = 2) -> BenchReport {
    var report = BenchReport(
      version: "1.0.0", picture: "a.png", mode: "high", format: "jpg", threads: threads, runs: 3)
    report.entries = [
      BenchReport.Entry(
        name: "tiny", source: [40, 30], canvas: [50, 32], newPixels: 400,
        stages: [
          BenchReport.Stage(name: "decode", seconds: 0.25),
          BenchReport.Stage(name: "search", level: 1, seconds: seconds),
        ],
        seconds: seconds + 0.5, newMegapixelsPerSecond: 0.0004 / (seconds + 0.5), patchDistances: 20_000_000,
        nanosecondsPerPatchDistance: seconds * 100, peakMemory: 50_000_000)
    ]
    return report
  }

  @Test func `a task is measured stage by stage`() throws {
    let picture = BenchPicture(name: "noise", image: .noise(size: Size(width: 30, height: 50), seed: 3))
    let engine = Engine { image, edges, settings, report in
      if settings.threads != 3 && settings.threads != 1 { throw TestFailure() }
      report(Engine.Step(fractionCompleted: 0.5, name: "search", level: 1, patchDistances: 70))
      return try Engine.painter.expand(image, edges, settings) { _ in }
    }
    let benchmark = Benchmark(
      picture: picture, format: PictureFormat(.png), isFast: false, runs: 3, engine: engine)
    var runs: [Int] = []
    let entry = try benchmark.measure(task, threads: 3, scaling: [1, 3]) { runs.append($0) }
    #expect(runs == [1, 2, 3, 1, 2, 3, 1, 2, 3])
    #expect(entry.stages.map(\.name) == ["decode", "search", "encode"])
    #expect(entry.stages.map(\.level) == [nil, 1, nil])
    #expect(entry.canvas == [50, 32])
    #expect(entry.newPixels == 400)
    #expect(entry.patchDistances == 70)
    #expect(entry.nanosecondsPerPatchDistance == entry.stages[1].seconds * 1e9 * 3 / 70)
    #expect(entry.scaling.map(\.threads) == [1, 3])
    #expect(entry.seconds > 0 && entry.newMegapixelsPerSecond > 0)
  }

  @Test func `a report is read as it was written`() throws {
    let folder = try TemporaryFolder()
    try folder.write(report(1.5).json.utf8, to: "old.json")
    #expect(try BenchReport(reading: folder.path("old.json")) == report(1.5))
    try folder.write("{}".utf8, to: "old.json")
    let failure = #expect(throws: CommandFailure.self) { try BenchReport(reading: folder.path("old.json")) }
    #expect(failure?.status == .badInput)
  }

  @Test func `the table has stages, speed and memory`() {
    #expect(
      report(1.5).text == """
        outpaint 1.0.0, a.png, mode high, jpg, 2 threads, medians of 3 runs

        tiny: 40×30 -> 50×32
        stage       level    seconds
        decode                 0.250
        search          1      1.500
        total                  2.000
        0.000 new megapixels, 0.000 a second
        20.0 million patch distances, 150.0 ns of a thread each
        peak memory: 50 MB

        """)
  }

  @Test func `a comparison has ratios, and says what differs`() {
    let text = report(0.5).comparison(with: report(1.5, threads: 4))
    #expect(
      text == """
        seconds of 1.0.0 over those of 1.0.0; less than 1 is faster
        the conditions differ: mode high, jpg, 4 threads, a.png before; mode high, jpg, 2 threads, a.png now

        tiny
        stage       level     before        now      ratio
        decode                 0.250      0.250       1.00
        search          1      1.500      0.500       0.33
        total                  2.000      1.000       0.50
        ns of a thread for a patch distance: 150.0 before, 50.0 now, ratio 0.33
        peak memory: 50 MB before, 50 MB now, ratio 1.00

        """)
  }

  @Test func `threads double up to their number`() {
    #expect([1, 2, 3, 8].map(Benchmark.scaling) == [[1], [1, 2], [1, 2, 3], [1, 2, 4, 8]])
  }

  @Test func `a median is the middle`() {
    #expect([3.0, 1, 2].median == 2)
    #expect([4.0, 1, 2, 3].median == 2.5)
    #expect([Double]().median == 0)
  }

  @Test func `the workloads have the sizes that their names promise`() {
    #expect(
      Workload.allCases.map { "\($0.task.canvas)" } == [
        "2048×1280", "1664×1024", "1792×1344", "1536×1280", "384×384", "4800×3600", "10000×10000",
      ])
  }

  @Test func `a source is the middle of the picture, or goes on in the mirror`() {
    let image = Image.gradient(size: Size(width: 8, height: 6))
    let picture = BenchPicture(name: "gradient", image: image)
    expectPicture(
      picture.source(of: Size(width: 4, height: 2)), equals: image.cropped(to: Rect(x: 2, y: 2, width: 4, height: 2)))
    let large = picture.source(of: Size(width: 20, height: 6))
    expectPicture(large.cropped(to: Rect(x: 0, y: 0, width: 8, height: 6)), equals: image)
    expectPicture(large.cropped(to: Rect(x: 8, y: 0, width: 8, height: 6)), equals: image.upright(from: .upMirrored))
    #expect(large[x: 16, y: 3] == image[x: 0, y: 3])
  }

  @Test func `a made-up picture is rough, and always the same`() {
    let size = Size(width: 64, height: 48)
    let image = BenchPicture.texture(size: size)
    #expect(image == BenchPicture.texture(size: size))
    #expect(Set(image.pixels).count > 60)
  }

  @Test func `the command measures where there is no project`() throws {
    let folder = try TemporaryFolder()
    try folder.writePicture("a.png", width: 90, height: 80)
    let arguments = ["bench", "--workload", "avatar", "--runs", "1", "--mode", "fast"]
    let first = try CommandProcess(arguments: arguments + ["--json", "--picture", "a.png"], in: folder)
    #expect(first.status == 0)
    #expect(first.errors == "")
    try folder.write(first.output, to: "old.json")
    #expect(try BenchReport(reading: folder.path("old.json")).entries.map(\.name) == ["avatar"])
    let second = try CommandProcess(arguments: arguments + ["--compare", "old.json"], in: folder)
    #expect(second.status == 0)
    #expect(second.text.contains("a.png before; mode fast, jpg, "))
    #expect(second.text.contains("made-up texture now\n\navatar\n"))
  }
}
