// swift-tools-version: 6.2
import PackageDescription

// The root package leaves its kernels for x86-64-v3 out where this is set, and on other processors.
let portableKernels = Context.environment["OUTPAINT_PORTABLE_KERNELS"] == "1"

#if arch(x86_64)
  let wideKernels = !portableKernels
#else
  let wideKernels = false
#endif

let ours: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// The settings of the kernels in the root package: the patch distance is measured as it is shipped.
let kernels: [SwiftSetting] = ours + [.unsafeFlags(["-Ounchecked"])]
let kernelsV3: [SwiftSetting] =
  ours + [.define("AVX2"), .unsafeFlags(["-Ounchecked", "-Xcc", "-march=x86-64-v3"])]

let interface: Target.Dependency = .product(name: "OutpaintKernels", package: "outpaint")
let engine: Target.Dependency = .product(name: "Outpainting", package: "outpaint")
let benchmark: Target.Dependency = .product(name: "Benchmark", package: "benchmark")

var targets: [Target] = [
  // The engine's own PatchDistance.swift, through a symbolic link, and a loop around it.
  .target(name: "PatchDistance", dependencies: [interface], path: "PatchDistance", swiftSettings: kernels),
  .executableTarget(
    name: "Kernels",
    dependencies: [benchmark, interface, engine, "PatchDistance"] + (wideKernels ? ["PatchDistanceV3"] : []),
    path: "Kernels", swiftSettings: ours + (wideKernels ? [.define("WIDE_KERNELS")] : []),
    plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  .executableTarget(
    name: "Fills", dependencies: [benchmark, interface, engine], path: "Fills",
    swiftSettings: ours, plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
]

if wideKernels {
  targets.append(
    // The same folder, through a symbolic link.
    .target(name: "PatchDistanceV3", dependencies: [interface], path: "PatchDistanceV3", swiftSettings: kernelsV3))
}

let package = Package(
  name: "outpaint-benchmarks",
  dependencies: [
    .package(name: "outpaint", path: ".."),
    // Its malloc counters and other hooks stay off: only times and memory are reported.
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: targets,
  swiftLanguageModes: [.v6]
)
