// swift-tools-version: 6.2
import PackageDescription

// Kernels are compiled again for x86-64-v3 (AVX2) and for x86-64-v4 with VNNI, and chosen at run time. That needs
// `unsafeFlags`, which SwiftPM refuses to packages that depend on this one by version: such a package builds with
// OUTPAINT_PORTABLE_KERNELS=1, which leaves the flags and those targets out. The bytes are the same.
let portableKernels = Context.environment["OUTPAINT_PORTABLE_KERNELS"] == "1"

let ours: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
let safe: [SwiftSetting] = ours + [.strictMemorySafety()]

// The kernels are optimized in debug builds too: their loops would otherwise run some 70 times slower there.
let kernels: [SwiftSetting] = ours + (portableKernels ? [] : [.unsafeFlags(["-Ounchecked"])])

/// The sources of SynthesisKernels, through a symbolic link, for processors with more instructions.
///
/// - Parameters:
///   - defines: what the sources ask for with `#if`.
///   - options: what the compiler is told of the processor.
func wideBuild(_ name: String, defines: [String], options: [String]) -> Target {
  .target(
    name: name, dependencies: ["KernelInterface"],
    swiftSettings: kernels + defines.map { .define($0) } + [.unsafeFlags(options.flatMap { ["-Xcc", $0] })])
}

#if arch(x86_64)
  let wideBuilds = [
    wideBuild("SynthesisKernelsV3", defines: ["AVX2"], options: ["-march=x86-64-v3"]),
    wideBuild("SynthesisKernelsVNNI", defines: ["AVX2", "VNNI"], options: ["-march=x86-64-v4", "-mavx512vnni"]),
  ]
#else
  let wideBuilds: [Target] = []
#endif
let wideKernels = portableKernels ? [] : wideBuilds

let targets: [Target] = [
  // C codec libraries, imported by ImageCodec alone.
  .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
  .systemLibrary(name: "CPNG", providers: [.apt(["libpng-dev"])]),
  .systemLibrary(name: "CTurboJPEG", providers: [.apt(["libturbojpeg0-dev"])]),
  .systemLibrary(name: "CWebP", providers: [.apt(["libwebp-dev"])]),

  // The pipeline, in the order in which a picture passes through it.
  .target(name: "Raster", swiftSettings: safe),
  .target(
    name: "ImageCodec", dependencies: ["Raster", "CZlib", "CPNG", "CTurboJPEG", "CWebP"], swiftSettings: safe),
  .target(name: "KernelInterface", swiftSettings: kernels),
  .target(name: "SynthesisKernels", dependencies: ["KernelInterface"], swiftSettings: kernels),
  .target(
    name: "Synthesis",
    dependencies: ["Raster", "KernelInterface", "SynthesisKernels"] + wideKernels.map { .target(name: $0.name) },
    swiftSettings: safe + (wideKernels.isEmpty ? [] : [.define("WIDE_KERNELS")])),
  .target(name: "Outpainting", dependencies: ["Raster", "Synthesis"], swiftSettings: safe),

  // Faces over the engine.
  .target(name: "TaskSchema", swiftSettings: safe),
  .target(name: "Assessment", dependencies: ["Raster"], swiftSettings: safe),
  .target(
    name: "TaskExecution", dependencies: ["Raster", "ImageCodec", "Outpainting", "TaskSchema"], swiftSettings: safe),
  .target(
    name: "OutpaintServer",
    dependencies: [
      "Raster", "ImageCodec", "TaskSchema", "TaskExecution",
      .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOWebSocket", package: "swift-nio"),
      .product(name: "NIOConcurrencyHelpers", package: "swift-nio"), .product(name: "Logging", package: "swift-log"),
    ],
    // The page for browsers, put into the program.
    resources: [.embedInCode("Page/Files")],
    swiftSettings: safe),
  .executableTarget(
    name: "outpaint",
    dependencies: [
      "Raster", "ImageCodec", "Outpainting", "TaskSchema", "TaskExecution", "OutpaintServer", "Assessment",
      .product(name: "Logging", package: "swift-log"),
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ],
    swiftSettings: safe),

  // Tests repeat the tree of Sources.
  .target(name: "TestSupport", dependencies: ["Raster"], path: "Tests/TestSupport", swiftSettings: ours),
  .target(
    name: "SynthesisReference", dependencies: ["Raster"], path: "Tests/SynthesisReference", swiftSettings: ours),
  .testTarget(
    name: "RasterTests",
    dependencies: ["Raster", "TestSupport", .product(name: "NIOConcurrencyHelpers", package: "swift-nio")],
    swiftSettings: ours),
  .testTarget(name: "ImageCodecTests", dependencies: ["ImageCodec", "Raster", "TestSupport"], swiftSettings: ours),
  .testTarget(
    name: "SynthesisTests",
    dependencies: ["Synthesis", "SynthesisReference", "KernelInterface", "Raster", "TestSupport"],
    swiftSettings: ours),
  .testTarget(
    name: "OutpaintingTests", dependencies: ["Outpainting", "Synthesis", "Raster", "TestSupport"], swiftSettings: ours),
  .testTarget(
    name: "AssessmentTests", dependencies: ["Assessment", "ImageCodec", "Raster", "TestSupport"],
    exclude: ["Expected.tsv", "expected_values.py"], swiftSettings: ours),
  .testTarget(name: "TaskSchemaTests", dependencies: ["TaskSchema"], swiftSettings: ours),
  .testTarget(
    name: "CommandTests",
    dependencies: ["outpaint", "Assessment", "TaskExecution", "ImageCodec", "Raster", "TestSupport"],
    swiftSettings: ours),
  .testTarget(
    name: "OutpaintServerTests",
    dependencies: [
      "OutpaintServer", "ImageCodec", "Raster", "TaskSchema", "TaskExecution", "TestSupport",
      .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
    ],
    swiftSettings: ours),
]

let package = Package(
  name: "outpaint",
  products: [
    .library(name: "Outpainting", targets: ["Outpainting", "ImageCodec", "Raster"]),
    .executable(name: "outpaint", targets: ["outpaint"]),
    // The parts that Benchmarks measures by themselves; no interface to rely on.
    .library(
      name: "OutpaintKernels",
      targets: ["KernelInterface", "SynthesisKernels", "Synthesis"] + wideKernels.map(\.name)),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: targets + wideKernels,
  swiftLanguageModes: [.v6]
)
