import Raster
import Synthesis

/// The fill with its kernels, whose memory nothing but a sanitizer watches over.
///
/// The first eight bytes say how large the source is, how far it grows and how it is worked on; the others are its pixels,
/// over and over.
enum FillDoor {
  static func take(_ input: [UInt8]) {
    guard input.count > 8 else { return }
    let plan = input.prefix(8).map(Int.init)
    let size = Size(width: 1 + plan[0] % 24, height: 1 + plan[1] % 24)
    let edges = EdgeAmounts(left: plan[2] % 16, right: plan[3] % 16, top: plan[4] % 16, bottom: plan[5] % 16)
    let samples = input.dropFirst(8)
    var pixels: [UInt8] = []
    while pixels.count < size.area * 4 { pixels.append(contentsOf: samples) }
    pixels.removeLast(pixels.count - size.area * 4)
    let canvas = Canvas(source: Image(size: size, pixels: pixels), edges: edges)
    let filled = filled(canvas, plan, RowBands(threads: 1), .portable)
    demand(filled.size == canvas.size, "a canvas has the size of source and edges")
    demand(filled.cropped(to: canvas.sourceRect) == canvas.source, "the source stays as it is")
    let instructionSet = InstructionSet.runnable[plan[7] % InstructionSet.runnable.count]
    let again = self.filled(canvas, plan, RowBands(threads: 2 + plan[6] % 4), instructionSet)
    demand(again == filled, "neither threads nor instructions leave a trace")
  }

  private static func filled(
    _ canvas: Canvas, _ plan: [Int], _ bands: RowBands, _ instructionSet: InstructionSet
  ) -> Image {
    let options = FillOptions(
      seed: UInt64(plan[7]), effort: plan[6] < 128 ? .fast : .high, bands: bands, instructionSet: instructionSet)
    return canvas.filled(options) { _ in }
  }
}
