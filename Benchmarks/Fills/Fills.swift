import Benchmark
import Foundation
import Raster
import Synthesis

/// What `Benchmark` runs: whole fills, from the canvas to the picture, without decoding and encoding.
let benchmarks: @Sendable () -> Void = {
  let environment = ProcessInfo.processInfo.environment
  let samples = environment["OUTPAINT_BENCHMARK_SAMPLES"].flatMap(Int.init)
  let widest = InstructionSet.runnable.last ?? .portable
  for fill in Fill.all {
    for effort in [Effort.high, .fast] {
      for threads in [1, 2] {
        measure(fill, effort, threads: threads, widest, samples: samples ?? fill.samples)
      }
      if fill.isComparedWithNarrower {
        for narrower in InstructionSet.runnable.dropLast() {
          measure(fill, effort, threads: 1, narrower, samples: samples ?? fill.samples)
        }
      }
    }
  }
}

/// A source and how far it grows.
struct Fill: Sendable {
  let name: String
  let source: Size
  let edges: EdgeAmounts
  let samples: Int
  let isComparedWithNarrower: Bool

  static let all = [
    Fill(
      name: "1 MP", source: Size(width: 640, height: 640),
      edges: EdgeAmounts(left: 192, right: 192, top: 192, bottom: 192), samples: 5, isComparedWithNarrower: false),
    Fill(
      name: "3 MP", source: Size(width: 1024, height: 1024),
      edges: EdgeAmounts(left: 640, right: 640, top: 128, bottom: 128), samples: 5, isComparedWithNarrower: true),
    Fill(
      name: "24 MP", source: Size(width: 4000, height: 3000),
      edges: EdgeAmounts(left: 1000, right: 1000, top: 500, bottom: 500), samples: 1, isComparedWithNarrower: false),
  ]
}

private func measure(
  _ fill: Fill, _ effort: Effort, threads: Int, _ instructionSet: InstructionSet, samples: Int
) {
  let size = fill.edges.canvasSize(for: fill.source)
  let name =
    "fill \(fill.name), \(fill.source.width)×\(fill.source.height) to \(size.width)×\(size.height), "
    + "\(effort.rawValue), \(threads) \(threads == 1 ? "thread" : "threads") \(instructionSet.rawValue)"
  let configuration = Benchmark.Configuration(
    metrics: [.cpuUser, .wallClock, .peakMemoryResident], warmupIterations: 0, maxDuration: .seconds(36000),
    maxIterations: samples)
  Benchmark(name, configuration: configuration) { benchmark in
    let canvas = Canvas(source: Picture.photograph(fill.source), edges: fill.edges)
    let options = FillOptions(
      seed: 1, effort: effort, bands: RowBands(threads: threads), instructionSet: instructionSet)
    benchmark.startMeasurement()
    blackHole(canvas.filled(options) { _ in })
    benchmark.stopMeasurement()
  }
}
