import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct LevelGeometryTests {
  @Test func `tiles cover everything but the hole, once`() {
    var random = SplitMix64(seed: 1)
    var cases = [
      (Size(width: 30, height: 20), Rect(x: 0, y: 0, width: 30, height: 20)),
      (Size(width: 300, height: 530), Rect(x: 270, y: 100, width: 10, height: 70)),
      (Size(width: 1, height: 1), Rect(x: 0, y: 0, width: 0, height: 0)),
    ]
    for _ in 0..<40 {
      let size = Size(width: 1 + random.next(below: 60), height: 1 + random.next(below: 60))
      let x = random.next(below: size.width)
      let y = random.next(below: size.height)
      let hole = Rect(
        x: x, y: y, width: random.next(below: size.width - x + 1), height: random.next(below: size.height - y + 1))
      cases.append((size, hole))
    }
    for (size, hole) in cases {
      var visits = [Int](repeating: 0, count: size.area)
      for tile in LevelGeometry.tiles(covering: size, around: hole) {
        #expect(tile.width > 0 && tile.height > 0)
        for (x, y) in tile.places { visits[y * size.width + x] += 1 }
      }
      let expected = (0..<size.area).map { hole.contains(x: $0 % size.width, y: $0 / size.width) ? 0 : 1 }
      expectEqual(visits, expected, "\(size) around \(hole)")
    }
  }

  @Test func `targets are the corners with an unknown pixel`() {
    for example in KernelCase.all {
      let geometry = LevelGeometry(known: example.source, edges: example.edges, scale: 1)
      let targets = geometry.targetTiles.flatMap(\.places).map { $0.y * geometry.targetColumns + $0.x }
      let expected = (0..<geometry.targetColumns * geometry.targetRows).filter {
        let (y, x) = $0.quotientAndRemainder(dividingBy: geometry.targetColumns)
        return !geometry.known.contains(Rect(x: x, y: y, width: 8, height: 8))
      }
      expectEqual(targets.sorted(), expected, example.testDescription)
      for tiles in [geometry.unknownTiles, geometry.finalTiles] {
        let unknown = tiles.flatMap(\.places)
        #expect(unknown.count == geometry.size.area - geometry.known.size.area)
        #expect(unknown.allSatisfy { !geometry.known.contains(x: $0.x, y: $0.y) })
      }
    }
  }

  @Test func `border strips are the outermost known pixels of the sides that grow`() {
    for example in KernelCase.all {
      let geometry = LevelGeometry(known: example.source, edges: example.edges, scale: 1)
      let (known, edges) = (geometry.known, example.edges)
      var sides = 0
      for (edge, length) in [
        (edges.left, known.height), (edges.right, known.height), (edges.top, known.width), (edges.bottom, known.width),
      ] where edge > 0 { sides += length }
      let strips = geometry.borderStrips
      #expect(strips.reduce(0) { $0 + $1.tile.width * $1.tile.height } == sides)
      for strip in strips {
        #expect(abs(strip.inwardsX) + abs(strip.inwardsY) == 1)
        for (x, y) in strip.tile.places {
          #expect(known.contains(x: x, y: y) && known.contains(x: x + strip.inwardsX, y: y + strip.inwardsY))
          let isOutside = !known.contains(x: x - strip.inwardsX, y: y - strip.inwardsY)
          #expect(isOutside, "(\(x), \(y)) in \(known)")
        }
      }
    }
  }

  @Test func `a tile is expanded to the edge of the canvas at most`() {
    let geometry = LevelGeometry(known: Size(width: 30, height: 20), edges: EdgeAmounts(left: 9), scale: 1)
    let middle = Tile(x: 12, y: 9, width: 3, height: 2)
    #expect(geometry.expanded(middle, by: 8) == Tile(x: 4, y: 1, width: 19, height: 18))
    #expect(geometry.expanded(middle, by: 100) == Tile(x: 0, y: 0, width: 39, height: 20))
    #expect(geometry.expanded(middle, by: 0) == middle)
  }

  @Test func `source and edges are scaled and rounded one by one`() {
    let edges = EdgeAmounts(left: 7, right: 0, top: 3, bottom: 5)
    let whole = LevelGeometry(known: Size(width: 41, height: 30), edges: edges, scale: 1)
    #expect(whole.size == Size(width: 48, height: 38))
    #expect(whole.known == Rect(x: 7, y: 3, width: 41, height: 30))
    #expect(whole.shortSide == 30)
    let half = LevelGeometry(known: Size(width: 41, height: 30), edges: edges, scale: 0.5)
    #expect(half.known == Rect(x: 4, y: 2, width: 21, height: 15))
    #expect(half.size == Size(width: 25, height: 20))
    #expect(half.targetColumns == 18 && half.targetRows == 13 && half.sourceColumns == 14 && half.sourceRows == 8)
  }
}
