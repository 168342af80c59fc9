import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct OnionPeelTests {
  @Test(arguments: [
    EdgeAmounts(left: 7), EdgeAmounts(right: 1), EdgeAmounts(top: 4, bottom: 3), EdgeAmounts(left: 1, top: 6),
    EdgeAmounts(left: 5, right: 2, top: 1, bottom: 8),
  ])
  func `fronts are the patches that end where the ring does, and touch every new pixel`(edges: EdgeAmounts) {
    let geometry = LevelGeometry(known: Size(width: 27, height: 22), edges: edges, scale: 1)
    let canvas = Rect(x: 0, y: 0, width: geometry.size.width, height: geometry.size.height)
    var finished = geometry.known
    while finished != canvas {
      let ring = OnionPeel.ring(around: finished, on: geometry.size)
      var corners: [[Int]] = []
      for tile in OnionPeel.front(from: finished, to: ring) {
        for y in tile.y..<tile.y + tile.height { for x in tile.x..<tile.x + tile.width { corners.append([x, y]) } }
      }
      #expect(Set(corners).count == corners.count, "each of them once")
      var expected: Set<[Int]> = []
      for y in 0..<geometry.targetRows {
        for x in 0..<geometry.targetColumns {
          let patch = Rect(x: x, y: y, width: patchSide, height: patchSide)
          let ends =
            (x < finished.x && x == ring.x) || (y < finished.y && y == ring.y)
            || (patch.maxX > finished.maxX && patch.maxX == ring.maxX)
            || (patch.maxY > finished.maxY && patch.maxY == ring.maxY)
          if ring.contains(patch) && ends { expected.insert([x, y]) }
        }
      }
      #expect(Set(corners) == expected)
      for y in ring.rows {
        for x in ring.columns where !finished.contains(x: x, y: y) {
          #expect(
            corners.contains { ($0[0]..<$0[0] + patchSide).contains(x) && ($0[1]..<$0[1] + patchSide).contains(y) })
        }
      }
      finished = ring
    }
  }

  @Test func `thumbnails are made for the cuts that some front sees`() {
    for growth in 0...9 {
      var seen: Set<Int> = []
      var rest = growth
      while rest > 0 {
        seen.insert(min(2, rest))
        rest -= min(2, rest)
      }
      #expect((1...ThumbnailShape.mostCut).filter { OnionPeel.isSeen(cut: $0, growth: growth) } == seen.sorted())
    }
  }

  @Test(arguments: [EdgeAmounts(left: 9, right: 4), EdgeAmounts(left: 3, top: 5, bottom: 6)])
  func `every target gets a source, and those between fronts continue a neighbour's`(edges: EdgeAmounts) {
    let engine = Engine(.portable)
    let canvas = Canvas(source: .noise(size: Size(width: 34, height: 31), seed: 2), edges: edges)
    let working = WorkingSource(canvas, engine: engine)
    let pyramid = Pyramid(working, edges: working.edges, engine: engine)
    let saliency = pyramid.saliency(pyramid.selfSimilarity(engine: engine), engine: engine)
    let level = pyramid.level(
      pyramid.start, saliency: saliency, isSearched: true, costModel: CostModel(), engine: engine)
    level.startEmpty()
    let none = Match(x: Match.maximumX, y: 0, flipped: true)
    let targets = level.geometry.targetTiles.flatMap(\.places).map { $0.y * level.geometry.targetColumns + $0.x }
    for target in targets { level.field[target] = none }
    var peel = OnionPeel(level, thumbnails: Thumbnails(level, engine: engine), engine: engine)
    peel.grow()
    #expect(targets.allSatisfy { level.field[$0] != none })
    for target in targets {
      let match = level.field[target]
      #expect(match.x < level.geometry.sourceColumns && match.y < level.geometry.sourceRows)
    }
    #expect(level.estimate.values.indices.filter { $0 % 4 < 3 }.contains { level.estimate.values[$0] != 0 })
  }
}
