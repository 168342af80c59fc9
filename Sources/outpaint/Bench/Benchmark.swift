import ImageCodec
import Raster
import TaskExecution

/// Measures the engine, from the bytes of a source to those of the result.
struct Benchmark {
  let picture: BenchPicture
  let format: PictureFormat
  let isFast: Bool

  /// How often each task is done.
  let runs: Int
  var engine = Engine.outpainter

  /// Measures a task with some threads and, if asked to, with other numbers of threads.
  ///
  /// - Parameters:
  ///   - scaling: numbers of threads to repeat the task with.
  ///   - report: called with the number of each run, from 1 on, before it begins.
  func measure(
    _ task: BenchTask, threads: Int, scaling: [Int] = [], report: (Int) -> Void = { _ in }
  ) throws -> BenchReport.Entry {
    // What a camera would have written; making it is not measured.
    let file = try picture.source(of: task.source).encoded(as: .jpeg(quality: 92))
    ProcessMemory.resetPeak()
    var distances = 0
    let times = try (1...runs).map { run in
      report(run)
      distances = 0
      return try measureOnce(task, file, threads) { distances += $0.patchDistances }
    }
    let seconds = times.map(\.total.seconds).median
    var entry = BenchReport.Entry(
      name: task.name, source: [task.source.width, task.source.height],
      canvas: [task.canvas.width, task.canvas.height], newPixels: task.newPixels, stages: Self.medians(times),
      seconds: seconds, newMegapixelsPerSecond: Double(task.newPixels) / 1e6 / max(seconds, 1e-9),
      peakMemory: ProcessMemory.peak)
    if distances > 0 {
      let search = entry.stages.filter { $0.name == "search" }.reduce(0) { $0 + $1.seconds }
      entry.patchDistances = distances
      entry.nanosecondsPerPatchDistance = search * 1e9 * Double(threads) / Double(distances)
    }
    for count in scaling {
      let seconds = try (1...runs).map { run in
        report(run)
        return try measureOnce(task, file, count).total.seconds
      }
      entry.scaling.append(BenchReport.Scale(threads: count, seconds: seconds.median))
    }
    return entry
  }

  /// 1, 2, 4 and so on, and `threads` itself.
  static func scaling(upTo threads: Int) -> [Int] {
    Array(sequence(first: 1) { $0 * 2 }.prefix { $0 < threads }) + [threads]
  }

  private func measureOnce(
    _ task: BenchTask, _ file: [UInt8], _ threads: Int, onStep: (Engine.Step) -> Void = { _ in }
  ) throws -> StageTimes {
    var watch = Stopwatch()
    let source = try Image(decoding: file)
    watch.ended("decode")
    let settings = Engine.Settings(seed: 1, isFast: isFast, threads: threads)
    let image = try engine.expand(source, task.edges, settings) { step in
      watch.ended(step.name, level: step.level)
      onStep(step)
    }
    _ = try image.encoded(as: format.encoding, bands: settings.bands)
    watch.ended("encode")
    return watch.times
  }

  /// The medians of each stage; all runs have the same stages.
  private static func medians(_ runs: [StageTimes]) -> [BenchReport.Stage] {
    guard let first = runs.first else { return [] }
    return first.entries.map(\.stage).map { stage in
      let seconds = runs.compactMap { run in run.entries.first { $0.stage == stage }?.time.seconds }
      return BenchReport.Stage(name: stage.name, level: stage.level, seconds: seconds.median)
    }
  }
}
