import KernelInterface
import Raster
import SynthesisReference
import TestSupport
import Testing

@testable import Synthesis

@Suite struct SeamBlendTests {
  private let geometry = LevelGeometry(
    known: Size(width: 160, height: 100), edges: EdgeAmounts(right: 120), scale: 1)

  @Test(arguments: [1, 7])
  func `a step between two chunks that neither of them has becomes a slope`(threads: Int) {
    let level = level(dark: 100, bright: 112)
    SeamBlend.forLevel.apply(to: level, engine: engine(threads: threads))
    let row = row(of: level)
    #expect(row[..<160] == ArraySlice([UInt8](repeating: 100, count: 80) + [UInt8](repeating: 112, count: 80)))
    let steps = zip(row[160...], row[161...]).map { abs(Int($0) - Int($1)) }
    #expect((steps.max() ?? 0) <= 3, "\(row)")
    // Far from the step both chunks keep their colours.
    #expect(abs(Int(row[160]) - 112) <= 1 && abs(Int(row[279]) - 100) <= 1, "\(row)")
  }

  @Test func `in the picture that is seen, a larger step becomes a slope, too`() {
    let level = level(dark: 60, bright: 160)
    SeamBlend.forPicture.apply(to: level, engine: engine(threads: 2))
    let row = row(of: level)
    let steps = zip(row[160...], row[161...]).map { abs(Int($0) - Int($1)) }
    #expect((steps.max() ?? 0) <= 40, "\(row)")
    #expect(row[165] == 160 && row[279] == 60, "\(row)")
  }

  @Test func `tiles are blended as the whole canvas would be`() {
    // Several tiles on each side, with odd sizes.
    let example = KernelCase(
      source: Size(width: 61, height: 47), edges: EdgeAmounts(left: 71, right: 140, top: 33, bottom: 90),
      content: .gradient, matches: .chunks)
    let level = example.level(.portable)
    let size = level.geometry.size
    let (blend, engine) = (SeamBlend.forLevel, engine(threads: 3))
    let screening = blend.screening(level)
    let coarse = blend.halved(level, engine: engine)
    coarse.solve(screening: screening * 4, engine: engine)

    let reference = ReferenceLevel(level)
    let places = Tile(x: 0, y: 0, width: size.width, height: size.height).places
    let start = ReferencePoisson(
      width: coarse.size.width, height: coarse.size.height, values: coarse.values.values,
      isFixed: [Bool](repeating: false, count: coarse.size.area))
    var whole = ReferencePoisson(
      width: size.width, height: size.height, values: [Float](repeating: 0, count: size.area * 4),
      isFixed: places.map { reference.isKnown(x: $0.x, y: $0.y) }
    ).prolonged(from: start)
    let divergence: [Float] = places.flatMap { reference.seamDivergence(x: $0.x, y: $0.y, limit: blend.limit) + [0] }
    for halfSweep in 0..<2 * SeamBlend.sweeps {
      whole = whole.relaxed(gain: 1 / (4 + screening), divergence: divergence, parity: halfSweep % 2)
    }
    let before = level.estimate.values
    let expected = before.enumerated().map { index, byte in
      index % 4 == 3 ? byte : UInt8(min(max((Float(byte) + whole.values[index] + 0.5).rounded(.down), 0), 255))
    }
    blend.apply(to: level, engine: engine)
    expectEqual(level.estimate.values, expected, "in tiles")
    #expect(expected != before)
  }

  @Test func `a step as large as that of an edge stays`() {
    let level = level(dark: 100, bright: 150)
    let before = level.estimate.values
    SeamBlend.forLevel.apply(to: level, engine: engine(threads: 2))
    #expect(level.estimate.values == before)
  }

  @Test func `an edge that the sources have stays`() {
    let level = level(dark: 100, bright: 120, goesOn: true)
    let before = level.estimate.values
    SeamBlend.forLevel.apply(to: level, engine: engine(threads: 2))
    #expect(level.estimate.values == before)
  }

  private func engine(threads: Int) -> Engine { Engine(FillOptions(bands: RowBands(threads: threads))) }

  /// A source with a dark left and a bright right half, continued by bright columns and then by dark ones: as two
  /// chunks of flat colour, or as one chunk of the source mirrored, edge and all.
  private func level(dark: UInt8, bright: UInt8, goesOn: Bool = false) -> Level {
    let engine = engine(threads: 1)
    let row = (0..<160).flatMap { x -> [UInt8] in
      let value = x < 80 ? dark : bright
      return [value, value, value, 0]
    }
    let source = [[UInt8]](repeating: row, count: 100).flatMap { $0 }
    let level = Level(
      geometry, source: Buffer(source), saliency: .blank(size: Size(width: 40, height: 25), engine: engine),
      periods: nil, costModel: CostModel(), octaves: 0, isSearched: true, engine: engine)
    level.startEmpty()
    // The source mirrored at its right border shows its edge 80 columns on.
    let seam = goesOn ? 240 : 200
    for y in 0..<100 {
      for x in 160..<geometry.size.width {
        for c in 0..<3 { level.estimate[(y * geometry.size.width + x) * 4 + c] = x < seam ? bright : dark }
      }
    }
    for y in 0..<geometry.targetRows {
      for x in 153..<geometry.targetColumns {
        // The middle of the patch decides to which chunk it belongs.
        let match =
          goesOn
          ? Match(x: max(0, x - 160), y: y, flipped: true)
          : Match(x: x + patchSide / 2 < seam ? 100 : 10, y: y, flipped: false)
        level.field[y * geometry.targetColumns + x] = match
      }
    }
    return level
  }

  /// The red of a row in the middle.
  private func row(of level: Level) -> [UInt8] {
    (0..<geometry.size.width).map { level.estimate[(50 * geometry.size.width + $0) * 4] }
  }
}
