import Benchmark
import KernelInterface
import PatchDistance
import Raster

#if WIDE_KERNELS
  import PatchDistanceV3
#endif

/// Two pictures of the size of a fill, and random places of patches in them.
struct PatchPlaces: Sendable {
  static let strides = (canvas: 2280 * 4, source: 1000 * 4)

  let canvas: Buffer<UInt8>
  let source: Buffer<UInt8>
  let pairs: Buffer<SIMD2<UInt32>>

  /// - Parameter window: side of the square of corners that places are taken from; nil for the whole pictures.
  init(window: Int?) {
    canvas = Self.noise(columns: 2280, rows: 1280)
    source = Self.noise(columns: 1000, rows: 1000)
    pairs = Buffer(count: 1 << 20, repeating: .zero)
    var random = CoordinateRandom(key: 1, index: 1)
    func place(columns: Int, rows: Int) -> UInt32 {
      let x = random.next(below: window ?? columns - 7)
      let y = random.next(below: window ?? rows - 7)
      return UInt32((y * columns + x) * 4)
    }
    for i in 0..<pairs.count { pairs[i] = SIMD2(place(columns: 2280, rows: 1280), place(columns: 1000, rows: 1000)) }
  }

  /// The loop of one build of the kernels.
  typealias Loop = (
    UnsafePointer<UInt8>, Int, UnsafePointer<UInt8>, Int, UnsafePointer<SIMD2<UInt32>>, Int, Int32
  ) -> Int64

  /// Sum of the distances of all pairs.
  func sum(_ loop: Loop, limit: Int32) -> Int64 {
    loop(canvas.base, Self.strides.canvas, source.base, Self.strides.source, pairs.base, pairs.count, limit)
  }

  /// The same by the definition.
  func sumByDefinition() -> Int64 {
    PatchDistance.sumOfDistancesByDefinition(
      canvas.base, Self.strides.canvas, source.base, Self.strides.source, pairs.base, pairs.count)
  }

  private static func noise(columns: Int, rows: Int) -> Buffer<UInt8> {
    let buffer = Buffer<UInt8>(count: columns * rows * 4, repeating: 0)
    var random = CoordinateRandom(key: 3, index: rows)
    for i in 0..<buffer.count { buffer[i] = UInt8(random.next(below: 256)) }
    return buffer
  }
}

/// Registers patch distances: near each other, so that the first-level cache holds them, and anywhere.
func registerPatchDistances() {
  var loops: [(build: String, sum: @Sendable (PatchPlaces, Int32) -> Int64)] = [
    ("portable", { $0.sum(PatchDistance.sumOfDistances, limit: $1) })
  ]
  #if WIDE_KERNELS
    loops.append(("x86v3", { $0.sum(PatchDistanceV3.sumOfDistances, limit: $1) }))
  #endif
  let naive = ("naive", { @Sendable (places: PatchPlaces, _: Int32) in places.sumByDefinition() })
  for (area, window) in [("near", 16), ("anywhere", nil)] as [(String, Int?)] {
    // The first limit is never reached, the second one always after half of the patch.
    for (what, limit) in [("whole", Int32.max), ("early exit", 0)] {
      for (build, sum) in what == "whole" ? [naive] + loops : loops {
        measure(
          "patch distance \(area), \(what) [16 M patches] \(build)", scene: { PatchPlaces(window: window) }
        ) { places in
          for _ in 0..<16 { blackHole(sum(places, limit)) }
        }
      }
    }
  }
}
