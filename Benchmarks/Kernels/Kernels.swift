import Benchmark
import Foundation
import KernelInterface
import Raster

/// What `Benchmark` runs: every kernel that a fill spends time in, for every build of the kernels.
let benchmarks: @Sendable () -> Void = {
  registerPatchDistances()
  registerResampling()
  for build in builds {
    let kernels = build.kernels
    registerLevelKernels(build.name, kernels)
    registerPeel(build.name, kernels)
  }
}

/// Samples of each benchmark; the first call before them is not counted.
let samples = ProcessInfo.processInfo.environment["OUTPAINT_BENCHMARK_SAMPLES"].flatMap(Int.init) ?? 5

/// Registers a benchmark whose scene is made once, outside of what is timed.
func measure<Scene: Sendable>(
  _ name: String, scene: @escaping @Sendable () -> Scene, run: @escaping @Sendable (Scene) -> Void
) {
  let holder = Holder<Scene>()
  let configuration = Benchmark.Configuration(
    metrics: [.cpuUser, .wallClock], warmupIterations: 1, maxDuration: .seconds(3600), maxIterations: samples)
  Benchmark(name, configuration: configuration) { benchmark in
    guard let made = holder.scene else { fatalError("a scene is made before it is used") }
    benchmark.startMeasurement()
    run(made)
    benchmark.stopMeasurement()
  } setup: {
    holder.scene = scene()
  } teardown: {
    holder.scene = nil
  }
}

/// Room for a scene between setup and teardown; benchmarks run one after the other.
final class Holder<Scene: Sendable>: @unchecked Sendable {
  var scene: Scene?
}

/// 2 × 8 tiles left of and above the source: 262144 targets.
private let tiles = (0..<16).map { Tile(x: $0 % 2 * 256, y: $0 / 2 * 64, width: 256, height: 64) }

/// Registers search sweeps and votes at full size: 1024 × 1024 pixels on a canvas of 2304 × 1280.
private func registerLevelKernels(_ build: String, _ kernels: any KernelSet.Type) {
  let makeScene: @Sendable () -> Scene = {
    let scene = Scene(
      source: Size(width: 1024, height: 1024), edges: EdgeAmounts(left: 640, right: 640, top: 128, bottom: 128),
      octaves: 4.25, kernels: kernels)
    scene.improve(tiles, sweeps: 6, kernels: kernels)
    return scene
  }
  let sweeps = [
    ("wide", Sweep(randomKey: 99, reach: 16, hopCount: 3, refreshesCosts: true)),
    ("narrow", Sweep(randomKey: 99, reach: 4, hopCount: 1, refreshesCosts: false)),
  ]
  for (name, sweep) in sweeps {
    measure("search sweep, \(name) [4 M targets] \(build)", scene: makeScene) { scene in
      for _ in 0..<16 {
        for tile in tiles { blackHole(kernels.search(scene.view, tile: tile, sweep: sweep)) }
      }
    }
  }
  measure("evaluate [16 M targets] \(build)", scene: makeScene) { scene in
    for _ in 0..<64 {
      for tile in tiles { kernels.evaluate(scene.view, tile: tile) }
    }
  }
  measure("vote [4 M pixels] \(build)", scene: { VoteScene(makeScene()) }) { scene in
    for _ in 0..<16 {
      for tile in tiles { scene.vote(tile, kernels) }
    }
  }
}

/// Registers the search of the peel's first ring: 54 × 54 pixels on a canvas of 122 × 68.
private func registerPeel(_ build: String, _ kernels: any KernelSet.Type) {
  measure("peel, first ring [20 rings] \(build)") {
    PeelScene(kernels: kernels)
  } run: { scene in
    for _ in 0..<20 { scene.search(kernels) }
  }
}
