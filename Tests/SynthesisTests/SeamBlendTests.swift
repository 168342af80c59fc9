import KernelInterface
import Raster
import Testing

@testable import Synthesis

@Suite struct SeamBlendTests {
  private let geometry = LevelGeometry(
    known: Size(width: 160, height: 100), edges: EdgeAmounts(right: 120), scale: 1)

  @Test(arguments: [1, 7])
  func `a step between two chunks that neither of them has becomes a slope`(threads: Int) {
    let level = level(dark: 100, bright: 112)
    SeamBlend.apply(to: level, engine: engine(threads: threads))
    let row = row(of: level)
    #expect(row[..<160] == ArraySlice([UInt8](repeating: 100, count: 80) + [UInt8](repeating: 112, count: 80)))
    let steps = zip(row[160...], row[161...]).map { abs(Int($0) - Int($1)) }
    #expect((steps.max() ?? 0) <= 3, "\(row)")
    // Far from the step both chunks keep their colours.
    #expect(abs(Int(row[160]) - 112) <= 1 && abs(Int(row[279]) - 100) <= 1, "\(row)")
  }

  @Test func `a step as large as that of an edge stays`() {
    let level = level(dark: 100, bright: 150)
    let before = level.estimate.values
    SeamBlend.apply(to: level, engine: engine(threads: 2))
    #expect(level.estimate.values == before)
  }

  @Test func `an edge that the sources have stays`() {
    let level = level(dark: 100, bright: 120, goesOn: true)
    let before = level.estimate.values
    SeamBlend.apply(to: level, engine: engine(threads: 2))
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
