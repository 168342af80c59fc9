// swift-tools-version: 6.2
import PackageDescription

let ours: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// The settings of the kernels in the root package: the patch distance is measured as it is shipped.
let kernels: [SwiftSetting] = ours + [.unsafeFlags(["-Ounchecked"])]

let interface: Target.Dependency = .product(name: "OutpaintKernels", package: "outpaint")
let engine: Target.Dependency = .product(name: "Outpainting", package: "outpaint")
let benchmark: Target.Dependency = .product(name: "Benchmark", package: "benchmark")

/// The folder PatchDistance, through a symbolic link, as the root package builds kernels for more instructions.
func wideBuild(_ name: String, defines: [String], options: [String]) -> Target {
  .target(
    name: name, dependencies: [interface], path: name,
    swiftSettings: kernels + defines.map { .define($0) } + [.unsafeFlags(options.flatMap { ["-Xcc", $0] })])
}

#if arch(x86_64)
  let wideBuilds = [
    wideBuild("PatchDistanceV3", defines: ["AVX2"], options: ["-march=x86-64-v3"]),
    wideBuild("PatchDistanceVNNI", defines: ["AVX2", "VNNI"], options: ["-march=x86-64-v4", "-mavx512vnni"]),
  ]
#else
  let wideBuilds: [Target] = []
#endif

// The root package leaves its wide kernels out where this is set, and on other processors.
let wideKernels = Context.environment["OUTPAINT_PORTABLE_KERNELS"] == "1" ? [] : wideBuilds

let targets: [Target] = [
  // The engine's own files of the patch distance, through symbolic links, and a loop around them.
  .target(name: "PatchDistance", dependencies: [interface], path: "PatchDistance", swiftSettings: kernels),
  .executableTarget(
    name: "Kernels",
    dependencies: [benchmark, interface, engine, "PatchDistance"] + wideKernels.map { .target(name: $0.name) },
    path: "Kernels", swiftSettings: ours + (wideKernels.isEmpty ? [] : [.define("WIDE_KERNELS")]),
    plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  .executableTarget(
    name: "Fills", dependencies: [benchmark, interface, engine], path: "Fills",
    swiftSettings: ours, plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
]

let package = Package(
  name: "outpaint-benchmarks",
  dependencies: [
    .package(name: "outpaint", path: ".."),
    // Its malloc counters and other hooks stay off: only times and memory are reported.
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: targets + wideKernels,
  swiftLanguageModes: [.v6]
)
