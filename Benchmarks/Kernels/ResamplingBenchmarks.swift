import Benchmark
import KernelInterface
import Raster

/// A picture to be halved by a triangle filter of four taps.
final class ResampleScene: @unchecked Sendable {
  let side = 1024
  let pixels: Buffer<UInt8>
  let middle: Buffer<UInt16>
  let result: Buffer<UInt8>
  let starts: Buffer<Int32>
  let taps: Buffer<Int32>

  init() {
    let image = Picture.photograph(Size(width: side, height: side))
    pixels = Buffer(count: image.pixels.count, repeating: 0)
    pixels.replace(from: 0, with: image.pixels[...])
    middle = Buffer(count: side / 2 * side * 4, repeating: 0)
    result = Buffer(count: side / 2 * side / 2 * 4, repeating: 0)
    starts = Buffer(count: side / 2, repeating: 0)
    taps = Buffer(count: side / 2 * 4, repeating: 0)
    for place in 0..<side / 2 {
      starts[place] = Int32(min(max(0, 2 * place - 1), side - 4))
      for (tap, weight) in [2048, 6144, 6144, 2048].enumerated() { taps[place * 4 + tap] = Int32(weight) }
    }
  }

  private var axis: ResampleAxis {
    ResampleAxis(starts: starts.base, taps: taps.base, tapCount: 4, count: side / 2)
  }

  func halve(_ kernels: any KernelSet.Type) {
    kernels.resampleColumns(from: pixels.base, rowBytes: side * 4, rows: 0..<side, axis: axis, into: middle.base)
    kernels.resampleRows(
      from: middle.base, rowValues: side / 2 * 4, rows: 0..<side / 2, axis: axis, into: result.base)
  }

  /// The same by the definition, one sample after the other.
  func halveByDefinition() {
    for y in 0..<side {
      for x in 0..<side / 2 {
        for c in 0..<4 {
          var sum = 128
          for tap in 0..<4 { sum += Int(pixels[(y * side + Int(starts[x]) + tap) * 4 + c]) * Int(taps[x * 4 + tap]) }
          middle[(y * side / 2 + x) * 4 + c] = UInt16(sum >> 8)
        }
      }
    }
    for y in 0..<side / 2 {
      for i in 0..<side / 2 * 4 {
        var sum = 1 << 19
        for tap in 0..<4 { sum += Int(middle[(Int(starts[y]) + tap) * side / 2 * 4 + i]) * Int(taps[y * 4 + tap]) }
        result[y * side / 2 * 4 + i] = UInt8(sum >> 20)
      }
    }
  }
}

/// Registers halving a picture of one megapixel, by every build and by the definition.
func registerResampling() {
  let name = "resample to half size [128 M pixels]"
  measure("\(name) naive", scene: { ResampleScene() }) { scene in
    for _ in 0..<128 { scene.halveByDefinition() }
  }
  for build in builds {
    let kernels = build.kernels
    measure("\(name) \(build.name)", scene: { ResampleScene() }) { scene in
      for _ in 0..<128 { scene.halve(kernels) }
    }
  }
}
