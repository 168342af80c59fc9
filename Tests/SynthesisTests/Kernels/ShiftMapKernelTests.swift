import KernelInterface
import Raster
import SynthesisReference
import TestSupport
import Testing

@testable import Synthesis

@Suite struct ShiftMapKernelTests {
  @Test(arguments: KernelCase.all)
  func `pixels take a shift where that makes the map cheapest`(_ example: KernelCase) {
    var changes = 0
    for region in example.level(.portable).geometry.regions {
      let made = MadeUpMap(example, region: region.pixels)
      let reference = ReferenceLevel(example.level(.portable))
      var expected = made.map
      for shift in made.shifts {
        let expanded = reference.expanded(expected, region: region.pixels, by: shift)
        changes += zip(expected, expanded).count { $0 != $1 }
        expected = expanded
      }
      for instructionSet in InstructionSet.runnable {
        #expect(made.expanded(instructionSet) == expected, "\(instructionSet), \(region.pixels)")
      }
    }
    #expect(changes > 0, "some shift has been taken")
  }

  @Test func `no other division is cheaper, and none as cheap takes fewer`() {
    let example = KernelCase(
      source: Size(width: 9, height: 8), edges: EdgeAmounts(right: 1), content: .noise, matches: .scattered)
    let reference = ReferenceLevel(example.level(.portable))
    let region = example.level(.portable).geometry.regions[0].pixels
    let made = MadeUpMap(example, region: region)
    for shift in made.shifts {
      let division = reference.division(of: made.map, region: region, by: shift)
      let all = (0..<1 << region.size.area).map { bits in (0..<region.size.area).map { bits >> $0 & 1 == 1 } }
      let least = all.map { division.cost(of: $0) }.min()
      let fewest = all.filter { division.cost(of: $0) == least }.map { $0.count { $0 } }.min()
      #expect(division.cost(of: division.cheapest) == least)
      #expect(division.cheapest.count { $0 } == fewest)
    }
  }
}

/// A map that copies the source in pieces, and shifts to try on a region of it: of the map, and others.
private struct MadeUpMap {
  let example: KernelCase
  let region: Rect
  let map: [ReferenceShift]
  let shifts: [ReferenceShift]

  init(_ example: KernelCase, region: Rect) {
    self.example = example
    self.region = region
    let known = LevelGeometry(known: example.source, edges: example.edges, scale: 1).known
    var random = SplitMix64(seed: example.seed ^ 0x51)
    /// A shift that shows something at a pixel.
    func shift(x: Int, y: Int) -> ReferenceShift {
      ReferenceShift(
        x: random.next(below: known.width) - x + known.x, y: random.next(below: known.height) - y + known.y,
        isFlipped: random.next(below: 3) == 0)
    }
    func shows(_ shift: ReferenceShift, x: Int, y: Int) -> Bool {
      (0..<known.width).contains(x - known.x + shift.x) && (0..<known.height).contains(y - known.y + shift.y)
    }
    var map: [ReferenceShift] = []
    let canvas = Rect(x: 0, y: 0, width: known.maxX + example.edges.right, height: known.maxY + example.edges.bottom)
    for y in canvas.rows {
      for x in canvas.columns {
        if known.contains(x: x, y: y) {
          map.append(ReferenceShift(x: 0, y: 0, isFlipped: false))
          continue
        }
        let left = x > 0 ? map.last : nil
        let above = y > 0 ? map[map.count - canvas.width] : nil
        let near = [left, above].compactMap { $0 }.filter { shows($0, x: x, y: y) }
        map.append(random.next(below: 8) == 0 ? shift(x: x, y: y) : near.first ?? shift(x: x, y: y))
      }
    }
    self.map = map
    /// A place in the region.
    func place() -> (x: Int, y: Int) {
      (region.x + random.next(below: region.width), region.y + random.next(below: region.height))
    }
    var shifts: [ReferenceShift] = []
    for _ in 0..<6 {
      let (old, new) = (place(), place())
      shifts += [map[old.y * canvas.width + old.x], shift(x: new.x, y: new.y)]
    }
    self.shifts = shifts
  }

  /// The map after the kernel of one build tried all shifts.
  func expanded(_ instructionSet: InstructionSet) -> [ReferenceShift] {
    func buffer(_ shifts: [ReferenceShift]) -> Buffer<Shift> {
      let buffer = Buffer<Shift>(count: shifts.count, repeating: Shift(x: 0, y: 0))
      for (place, shift) in shifts.enumerated() {
        buffer[place] = Shift(x: shift.x, y: shift.y, flipped: shift.isFlipped)
      }
      return buffer
    }
    let level = example.level(instructionSet)
    let (order, result) = (buffer(shifts), buffer(map))
    instructionSet.kernels.expandShifts(
      level.view, region: Tile(x: region.x, y: region.y, width: region.width, height: region.height),
      shifts: UnsafePointer(order.base), count: order.count, map: result.base)
    withExtendedLifetime((level, order)) {}
    return result.values(in: 0..<result.count).map {
      ReferenceShift(x: Int($0.x), y: Int($0.y), isFlipped: $0.isFlipped)
    }
  }
}
