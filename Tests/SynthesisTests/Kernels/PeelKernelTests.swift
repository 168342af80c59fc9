import KernelInterface
import Raster
import SynthesisReference
import TestSupport
import Testing

@testable import Synthesis

@Suite struct PeelKernelTests {
  @Test(arguments: KernelCase.small, [(grown: 0, rowStep: 1), (grown: 3, rowStep: 1), (grown: 3, rowStep: 4)])
  func `a ring finds the best of all sources that it looks at`(_ example: KernelCase, how: (grown: Int, rowStep: Int)) {
    let setup = RingSetup(example, grown: how.grown, rowStep: how.rowStep)
    let reference = ReferenceLevel(example.level(.portable))
    let ring = ReferenceRing(
      finished: setup.finished, priorFactor: 2, rowStep: how.rowStep, searched: setup.searched.map { $0 != 0 })
    let corners = Tile(x: 0, y: 0, width: reference.targetColumns, height: reference.targetRows)
    let found = corners.places.map { reference.peeled(x: $0.x, y: $0.y, ring: ring) }
    let isLast = setup.finished.width == reference.width && setup.finished.height == reference.height
    #expect(found.contains { $0 != nil } != isLast)

    for instructionSet in InstructionSet.runnable {
      for tiling in Tiling.allCases {
        for hasThumbnails in [false, true] {
          let result = setup.run(instructionSet, tiles: tiling.cut([corners]), hasThumbnails: hasThumbnails)
          expectEqual(result, found, "\(instructionSet), \(tiling), thumbnails: \(hasThumbnails)")
        }
      }
    }
  }
}

@Suite struct PeelBudgetTests {
  @Test func `usual pictures look at every third row of sources, small ones on large canvases at fewer`() {
    func step(_ source: Size, _ edge: Int) -> Int {
      OnionPeel.rowStep(
        for: LevelGeometry(
          known: source, edges: EdgeAmounts(left: edge, right: edge, top: edge, bottom: edge), scale: 1))
    }
    #expect(step(Size(width: 38, height: 38), 38) == 3)
    #expect(step(Size(width: 152, height: 38), 38) == 3, "a panorama")
    #expect(step(Size(width: 400, height: 38), 80) == 3, "a wider one")
    #expect(step(Size(width: 57, height: 9), 57) == 2, "two rows")
    #expect(step(Size(width: 40, height: 40), 300) == 5)
    #expect(step(Size(width: 24, height: 24), 3000) == 17, "no fewer than one row")
  }
}

/// A ring around a finished rectangle a little larger than the known one, some of its targets searched before.
private struct RingSetup {
  let example: KernelCase
  let finished: Rect
  let searched: [UInt8]
  let rowStep: Int

  init(_ example: KernelCase, grown: Int, rowStep: Int) {
    self.example = example
    self.rowStep = rowStep
    let geometry = LevelGeometry(known: example.source, edges: example.edges, scale: 1)
    let x = max(0, geometry.known.x - grown)
    let y = max(0, geometry.known.y - grown)
    finished = Rect(
      x: x, y: y, width: min(geometry.size.width, geometry.known.maxX + grown) - x,
      height: min(geometry.size.height, geometry.known.maxY + grown) - y)
    var random = SplitMix64(seed: 5)
    searched = (0..<geometry.targetColumns * geometry.targetRows).map { _ in
      grown > 0 ? UInt8(random.next(below: 2)) : 0
    }
  }

  /// What the kernel leaves for each corner, nil where it leaves nothing.
  func run(_ instructionSet: InstructionSet, tiles: [Tile], hasThumbnails: Bool) -> [ReferencePeeledTarget?] {
    let level = example.level(instructionSet)
    let source = ReferencePicture(size: example.source, samples: level.source.values)
    let integral = Buffer(Self.integralImage(source))
    let thumbnails = hasThumbnails ? Thumbnails(level, engine: Engine(.portable)) : Thumbnails()
    let before = Buffer(searched)
    let now = Buffer<UInt8>(count: searched.count, repeating: 0)
    let shift = Buffer<Int16>(count: searched.count * 4, repeating: 0)
    let ring = PeelRing(
      finished: Tile(x: finished.x, y: finished.y, width: finished.width, height: finished.height),
      priorFactor: 2, rowStep: rowStep, integral: integral.base, thumbnails: thumbnails.views.base,
      searched: before.base, searchedNow: now.base,
      shift: shift.base)
    for tile in tiles { instructionSet.kernels.peel(level.view, tile: tile, ring: ring) }
    withExtendedLifetime((level, integral, thumbnails, before)) {}
    return now.values.indices.map { place in
      if now[place] == 0 { return nil }
      return ReferencePeeledTarget(
        match: ReferenceMatch(level.nextField[place]), cost: Int(level.cost[place]),
        shift: (0..<3).map { Int(shift[place * 4 + $0]) }, overlap: Int(shift[place * 4 + 3]))
    }
  }

  /// Sums of the colours over all pixels above and to the left, three values a place.
  private static func integralImage(_ source: ReferencePicture) -> [UInt32] {
    var columns = [Int](repeating: 0, count: source.width * 3)
    var result = [UInt32](repeating: 0, count: (source.width + 1) * 3)
    for y in 0..<source.height {
      var row = [0, 0, 0]
      result += [0, 0, 0]
      for x in 0..<source.width {
        for c in 0..<3 {
          columns[x * 3 + c] += source[x, y, c]
          row[c] += columns[x * 3 + c]
          result.append(UInt32(row[c]))
        }
      }
    }
    return result
  }
}

extension KernelCase {
  /// Those with few sources, for what looks at every one of them.
  fileprivate static let small = all.filter { $0.source.area < 170 }
}
