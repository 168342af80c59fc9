// swift-tools-version: 6.2
import PackageDescription

// A package of its own, because all of it is compiled with libFuzzer's counters of what ran, and with a sanitizer: that of
// addresses, or with OUTPAINT_SANITIZER=thread that of threads. `Engine` is a symbolic link to the sources of the main
// package.
let sanitizers = ["-sanitize=\(Context.environment["OUTPAINT_SANITIZER"] ?? "address")", "-sanitize=fuzzer"]

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(sanitizers + ["-parse-as-library", "-enable-testing"]),
]

// As in the main package: kernels without the checks that they are shipped without, and all builds of them.
let kernels: [SwiftSetting] = [.unsafeFlags(["-Ounchecked"])]

/// A target of the main package.
func engine(_ name: String, _ dependencies: [Target.Dependency] = [], _ more: [SwiftSetting] = []) -> Target {
  .target(name: name, dependencies: dependencies, path: "Engine/\(name)", swiftSettings: settings + more)
}

/// The kernels for processors with more instructions, as the main package builds them.
func wideBuild(_ name: String, defines: [String], options: [String]) -> Target {
  engine(
    name, ["KernelInterface"],
    kernels + defines.map { .define($0) } + [.unsafeFlags(options.flatMap { ["-Xcc", $0] })])
}

#if arch(x86_64)
  let wideKernels = [
    wideBuild("SynthesisKernelsV3", defines: ["AVX2"], options: ["-march=x86-64-v3"]),
    wideBuild("SynthesisKernelsVNNI", defines: ["AVX2", "VNNI"], options: ["-march=x86-64-v4", "-mavx512vnni"]),
  ]
#else
  let wideKernels: [Target] = []
#endif

let package = Package(
  name: "outpaint-fuzzing",
  targets: [
    .systemLibrary(name: "CZlib", path: "Engine/CZlib"),
    .systemLibrary(name: "CPNG", path: "Engine/CPNG"),
    .systemLibrary(name: "CTurboJPEG", path: "Engine/CTurboJPEG"),
    .systemLibrary(name: "CWebP", path: "Engine/CWebP"),
    .systemLibrary(name: "CLibFuzzer", path: "Sources/CLibFuzzer"),
    engine("Raster"),
    engine("ImageCodec", ["Raster", "CZlib", "CPNG", "CTurboJPEG", "CWebP"]),
    engine("KernelInterface", [], kernels),
    engine("SynthesisKernels", ["KernelInterface"], kernels),
    engine(
      "Synthesis",
      ["Raster", "KernelInterface", "SynthesisKernels"] + wideKernels.map { .target(name: $0.name) },
      wideKernels.isEmpty ? [] : [.define("WIDE_KERNELS")]),
    engine("Outpainting", ["Raster", "Synthesis"]),
    engine("TaskSchema"),
    .executableTarget(
      name: "fuzz", dependencies: ["Raster", "ImageCodec", "Synthesis", "Outpainting", "TaskSchema", "CLibFuzzer"],
      swiftSettings: settings, linkerSettings: [.unsafeFlags(sanitizers + ["-use-ld=lld"])]),
  ] + wideKernels,
  swiftLanguageModes: [.v6]
)
