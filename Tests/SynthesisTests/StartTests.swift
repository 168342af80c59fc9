import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct StartTests {
  private func start(_ edges: EdgeAmounts, seed: UInt64, engine: Engine) -> Start {
    let canvas = Canvas(source: .blocks(size: Size(width: 92, height: 76), seed: seed), edges: edges)
    let working = WorkingSource(canvas, engine: engine)
    let pyramid = Pyramid(working, edges: working.edges, engine: engine)
    let refinement = Refinement(
      pyramid: pyramid, saliency: pyramid.saliency(pyramid.selfSimilarity(engine: engine), engine: engine),
      costModel: CostModel(), schedule: Schedule(.high, levels: pyramid.geometries), seed: seed, engine: engine)
    return Start(refinement)
  }

  @Test func `each region has the layout that differs least from the source`() {
    let engine = Engine(.portable)
    var taken: Set<Int> = []
    for (index, edges) in [
      EdgeAmounts(left: 30, right: 36), EdgeAmounts(top: 27, bottom: 24), EdgeAmounts(left: 19, top: 22),
    ].enumerated() {
      for seed in 1...3 as ClosedRange<UInt64> {
        let start = start(edges, seed: seed + 3 * UInt64(index), engine: engine)
        let grown = start.grown()
        let all = [grown] + start.layouts(of: grown)
        let chosen = start.chosen()
        let differences = all.map { $0.differences(engine: engine) }
        for (number, region) in chosen.geometry.regions.enumerated() {
          let least = differences.map { $0[number] }.min()
          let winner = differences.firstIndex { $0[number] == least } ?? 0
          taken.insert(winner)
          expectEqual(chosen, all[winner], in: region)
        }
      }
    }
    #expect(taken == [0, 1, 2], "all have been seen to win")
  }

  /// Compares picture and field.
  private func expectEqual(_ level: Level, _ other: Level, in region: LevelGeometry.Region) {
    for y in region.pixels.rows {
      let start = y * level.geometry.size.width
      let row = (start + region.pixels.x) * 4..<(start + region.pixels.maxX) * 4
      #expect(level.estimate.values(in: row) == other.estimate.values(in: row), "row \(y)")
    }
    for y in region.targets.rows {
      let start = y * level.geometry.targetColumns
      let row = start + region.targets.x..<start + region.targets.maxX
      #expect(level.field.values(in: row) == other.field.values(in: row), "row \(y)")
    }
  }

  @Test func `threads leave no trace`() {
    let levels = [1, 2, 3, 5].map { threads in
      let engine = Engine(FillOptions(bands: RowBands(threads: threads)))
      return start(EdgeAmounts(left: 16, right: 12, bottom: 9), seed: 3, engine: engine).best()
    }
    for level in levels.dropFirst() {
      #expect(level.field.values == levels[0].field.values)
      #expect(level.estimate.values == levels[0].estimate.values)
    }
  }

  @Test func `a vast canvas around a tiny source keeps the layout that has grown`() {
    let vast = start(EdgeAmounts(left: 340, top: 440), seed: 1, engine: Engine(.portable))
    let (grown, chosen) = (vast.grown(), vast.chosen())
    #expect(grown.geometry.regions.contains { $0.pixels.size.area > 30_000 })
    for region in grown.geometry.regions { expectEqual(chosen, grown, in: region) }
  }

  @Test func `regions cover what is new, and share nothing`() {
    for edges in [
      EdgeAmounts(left: 7), EdgeAmounts(left: 7, right: 20), EdgeAmounts(top: 3), EdgeAmounts(top: 3, bottom: 30),
      EdgeAmounts(left: 1, bottom: 1), EdgeAmounts(left: 5, right: 6, top: 7, bottom: 8),
    ] {
      let geometry = LevelGeometry(known: Size(width: 40, height: 30), edges: edges, scale: 1)
      var pixels = [Int](repeating: 0, count: geometry.size.area)
      var targets = [Int](repeating: 0, count: geometry.targetColumns * geometry.targetRows)
      for region in geometry.regions {
        for y in region.pixels.rows { for x in region.pixels.columns { pixels[y * geometry.size.width + x] += 1 } }
        for y in region.targets.rows {
          for x in region.targets.columns { targets[y * geometry.targetColumns + x] += 1 }
        }
      }
      #expect(pixels.max() == 1 && targets.max() == 1, "\(edges)")
      for tile in geometry.unknownTiles {
        for y in tile.y..<tile.y + tile.height {
          let row = y * geometry.size.width + tile.x
          #expect(pixels[row..<row + tile.width].allSatisfy { $0 == 1 }, "\(edges)")
        }
      }
      for tile in geometry.targetTiles {
        for y in tile.y..<tile.y + tile.height {
          let row = y * geometry.targetColumns + tile.x
          #expect(targets[row..<row + tile.width].allSatisfy { $0 == 1 }, "\(edges)")
        }
      }
    }
  }
}
