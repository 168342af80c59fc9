import Benchmark
import KernelInterface
import PatchDistance
import Raster
import Synthesis
import SynthesisKernels

#if WIDE_KERNELS
  import PatchDistanceV3
  import PatchDistanceVNNI
#endif

/// Two pictures of the size of a fill, and random places of patches in them.
struct PatchPlaces: Sendable {
  static let canvasSize = Size(width: 2280, height: 1280)
  static let sourceSize = Size(width: 1000, height: 1000)

  /// Pairs that a target has: as many as the search of a fill at `high` computes distances for, 4.1 to 5.5 in the mean of
  /// four photographs.
  static let pairsPerTarget = 5

  let canvas: Buffer<UInt8>
  let source: Buffer<UInt8>
  let squares: Buffer<Int32>
  let pairs: Buffer<SIMD3<UInt32>>

  /// - Parameter window: side of the square of corners that places are taken from; nil for the whole pictures.
  init(window: Int?) {
    canvas = Self.noise(Self.canvasSize)
    source = Self.noise(Self.sourceSize)
    let corners = Size(width: Self.sourceSize.width - 7, height: Self.sourceSize.height - 7)
    squares = Buffer(count: corners.area, repeating: 0)
    SynthesisKernels.CompiledKernels.patchSquares(
      pixels: source.base, width: Self.sourceSize.width, rows: 0..<corners.height, into: squares.base)
    pairs = Buffer(count: 1 << 20, repeating: .zero)
    var random = CoordinateRandom(key: 1, index: 1)
    func corner(in size: Size) -> (x: Int, y: Int) {
      (random.next(below: window ?? size.width - 7), random.next(below: window ?? size.height - 7))
    }
    var target: UInt32 = 0
    for i in 0..<pairs.count {
      if i % Self.pairsPerTarget == 0 {
        let (x, y) = corner(in: Self.canvasSize)
        target = UInt32((y * Self.canvasSize.width + x) * 4)
      }
      let (x, y) = corner(in: Self.sourceSize)
      pairs[i] = SIMD3(target, UInt32((y * Self.sourceSize.width + x) * 4), UInt32(y * corners.width + x))
    }
  }

  /// The loop of one build of the kernels.
  typealias Loop =
    @Sendable (
      UnsafePointer<UInt8>, Int, UnsafePointer<UInt8>, Int, UnsafePointer<Int32>, UnsafePointer<SIMD3<UInt32>>, Int
    ) -> Int64

  /// Sum of the distances of all pairs.
  func sum(_ loop: Loop) -> Int64 {
    loop(
      canvas.base, Self.canvasSize.width * 4, source.base, Self.sourceSize.width * 4, squares.base, pairs.base,
      pairs.count)
  }

  /// Sum of the distances of all pairs by the definition.
  func sumByDefinition() -> Int64 {
    PatchDistance.sumOfDistancesByDefinition(
      canvas.base, Self.canvasSize.width * 4, source.base, Self.sourceSize.width * 4, pairs.base, pairs.count)
  }

  private static func noise(_ size: Size) -> Buffer<UInt8> {
    let buffer = Buffer<UInt8>(count: size.area * 4, repeating: 0)
    var random = CoordinateRandom(key: 3, index: size.height)
    for i in 0..<buffer.count { buffer[i] = UInt8(random.next(below: 256)) }
    return buffer
  }
}

/// The loops of the builds that run here.
private let loopsOfBuilds: [(build: InstructionSet, loop: PatchPlaces.Loop)] = {
  var all: [(build: InstructionSet, loop: PatchPlaces.Loop)] = [(.portable, PatchDistance.sumOfDistances)]
  #if WIDE_KERNELS
    all += [(.x86v3, PatchDistanceV3.sumOfDistances), (.avx512vnni, PatchDistanceVNNI.sumOfDistances)]
  #endif
  return all.filter { InstructionSet.runnable.contains($0.build) }
}()

/// Registers patch distances: near each other, so that the first-level cache holds them, and anywhere.
func registerPatchDistances() {
  for (area, window, rounds) in [("near", 16, 64), ("anywhere", nil, 16)] as [(String, Int?, Int)] {
    let name = "patch distance \(area) [\(rounds) M patches]"
    let makeScene = { @Sendable in PatchPlaces(window: window) }
    measure("\(name) naive", scene: makeScene) { places in
      for _ in 0..<rounds { blackHole(places.sumByDefinition()) }
    }
    for (build, loop) in loopsOfBuilds {
      measure("\(name) \(build.rawValue)") {
        let places = makeScene()
        precondition(places.sum(loop) == places.sumByDefinition(), "every build gives the same distances")
        return places
      } run: { places in
        for _ in 0..<rounds { blackHole(places.sum(loop)) }
      }
    }
  }
}
