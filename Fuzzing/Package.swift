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

/// A target of the main package; kernels without the checks that they are shipped without.
func engine(_ name: String, _ dependencies: [Target.Dependency] = [], isKernel: Bool = false) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Engine/\(name)",
    swiftSettings: settings + (isKernel ? [.unsafeFlags(["-Ounchecked"])] : []))
}

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
    engine("KernelInterface", isKernel: true),
    engine("SynthesisKernels", ["KernelInterface"], isKernel: true),
    engine("Synthesis", ["Raster", "KernelInterface", "SynthesisKernels"]),
    engine("TaskSchema"),
    .executableTarget(
      name: "fuzz", dependencies: ["Raster", "ImageCodec", "Synthesis", "TaskSchema", "CLibFuzzer"],
      swiftSettings: settings, linkerSettings: [.unsafeFlags(sanitizers + ["-use-ld=lld"])]),
  ],
  swiftLanguageModes: [.v6]
)
