import KernelInterface
import Raster
import SynthesisReference
import TestSupport
import Testing

@testable import Synthesis

@Suite struct FieldKernelTests {
  @Test(arguments: KernelCase.all)
  func `matches are scaled by their centres and stay inside the source`(_ example: KernelCase) {
    let reference = ReferenceLevel(example.level(.portable))
    let scale = MadeUpScale(reference, seed: example.seed)
    let corners = Tile(x: 0, y: 0, width: reference.targetColumns, height: reference.targetRows)
    let expected = corners.places.map { reference.upsampled(x: $0.x, y: $0.y, scale: scale.reference) }
    let costs = corners.places.map { reference.upsampledCost(x: $0.x, y: $0.y, scale: scale.reference) }
    for instructionSet in InstructionSet.runnable {
      for tiling in Tiling.allCases {
        let level = example.level(instructionSet)
        for tile in tiling.cut([corners]) {
          instructionSet.kernels.upsampleField(level.view, tile: tile, scale: scale.scale)
        }
        expectEqual(level.field.values.map { ReferenceMatch($0) }, expected, "\(instructionSet), \(tiling)")
        expectEqual(level.cost.values.map { Int($0) }, costs, "costs, \(instructionSet), \(tiling)")
        withExtendedLifetime((level, scale)) {}
      }
    }
  }

  @Test func `a level of the same size takes over the same matches`() {
    var example = KernelCase.all[9]
    example.periods = (nil, nil)
    let coarse = example.level(.portable)
    let fine = example.level(.portable)
    for i in 0..<fine.field.count { fine.field[i] = Match(x: 0, y: 0, flipped: false) }
    fine.start(from: coarse, engine: Engine(.portable))
    expectEqual(fine.field.values, coarse.field.values, "field")
    // Sweeps write the targets of the second field and no others, so the known corners must be there already.
    let known = fine.geometry.known
    for y in known.y..<known.y + fine.geometry.sourceRows {
      for x in known.x..<known.x + fine.geometry.sourceColumns {
        let index = y * fine.geometry.targetColumns + x
        #expect(fine.nextField[index] == coarse.field[index], "next field at (\(x), \(y))")
      }
    }
    expectEqual(fine.estimate.values, coarse.estimate.values, "estimate")
  }

  @Test func `offsets near a whole number of periods are brought there`() {
    var example = KernelCase(
      source: Size(width: 40, height: 32), edges: EdgeAmounts(left: 30, bottom: 20), content: .noise,
      matches: .scattered)
    example.periods = (11.2, 9)
    let coarse = example.level(.portable)
    let fine = example.level(.portable)
    fine.start(from: coarse, engine: Engine(.portable))
    let (known, columns) = (fine.geometry.known, fine.geometry.targetColumns)
    // Whole numbers of 11.2 and 9 pixels, rounded.
    let across = [-34, -22, -11, 0, 11, 22, 34, 45, 56, 67]
    let down = (-5...5).map { $0 * 9 }
    func snapped(_ offset: Int, _ multiples: [Int]) -> Int { multiples.first { abs($0 - offset) <= 2 } ?? offset }
    var moved = 0
    for y in 0..<fine.geometry.targetRows {
      for x in 0..<columns where !known.contains(Rect(x: x, y: y, width: 8, height: 8)) {
        let (before, after) = (coarse.field[y * columns + x], fine.field[y * columns + x])
        let (left, top) = (x - known.x, y - known.y)
        let column = before.isFlipped ? before.x : left + snapped(before.x - left, across)
        let row = top + snapped(before.y - top, down)
        let isInside =
          (0..<fine.geometry.sourceColumns).contains(column) && (0..<fine.geometry.sourceRows).contains(row)
        let wanted = isInside ? Match(x: column, y: row, flipped: before.isFlipped) : before
        #expect(after == wanted, "at (\(x), \(y))")
        if after != before { moved += 1 }
      }
    }
    #expect(moved > 100)
  }

  @Test func `continuing matches still continue on a level of twice the size`() {
    let edges = EdgeAmounts(left: 20, right: 16, top: 18, bottom: 22)
    let fineCase = KernelCase(
      source: Size(width: 28, height: 24), edges: edges, content: .noise, matches: .scattered)
    let coarseCase = KernelCase(
      source: Size(width: 14, height: 12), edges: EdgeAmounts(left: 10, right: 8, top: 9, bottom: 11),
      content: .noise, matches: .scattered)
    let coarse = coarseCase.level(.portable)
    let geometry = coarse.geometry
    // One chunk: the source moved by (3, 2), everywhere to the left of it where that is inside.
    for y in 0..<geometry.targetRows {
      for x in 0..<geometry.targetColumns where !geometry.known.contains(Rect(x: x, y: y, width: 8, height: 8)) {
        coarse.field[y * geometry.targetColumns + x] = Match(x: min(x, 6), y: min(y, 4), flipped: false)
      }
    }
    let fine = fineCase.level(.portable)
    fine.start(from: coarse, engine: Engine(.portable))
    for y in 1..<8 {
      for x in 1..<12 {
        let match = fine.field[y * fine.geometry.targetColumns + x]
        #expect(match == fine.field[y * fine.geometry.targetColumns + x - 1].next, "at (\(x), \(y))")
        #expect(match == fine.field[(y - 1) * fine.geometry.targetColumns + x].below, "at (\(x), \(y))")
      }
    }
  }
}

/// Tables and a coarse field of any values that may occur, on a coarse level about two thirds as large.
private final class MadeUpScale {
  let field: Buffer<Match>
  let costs: Buffer<Int32>
  let columns: Buffer<Int32>
  let rows: Buffer<Int32>
  let columnShift: Buffer<Int32>
  let rowShift: Buffer<Int32>
  let coarseColumns: Int

  init(_ level: ReferenceLevel, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let coarseColumns = max(1, level.targetColumns * 2 / 3)
    let coarseRows = max(1, level.targetRows * 2 / 3)
    self.coarseColumns = coarseColumns
    field = Buffer(count: coarseColumns * coarseRows, repeating: Match(x: 0, y: 0, flipped: false))
    for i in 0..<field.count {
      field[i] = Match(
        x: random.next(below: level.sourceColumns), y: random.next(below: level.sourceRows),
        flipped: random.next(below: 2) == 0)
    }
    costs = Buffer((0..<field.count).map { _ in Int32(random.next(below: 1 << 24)) })
    columns = Buffer((0..<level.targetColumns).map { Int32(min(coarseColumns - 1, $0 * 2 / 3)) })
    rows = Buffer((0..<level.targetRows).map { Int32(min(coarseRows - 1, $0 * 2 / 3)) })
    columnShift = Buffer((0..<level.targetColumns).map { _ in Int32(random.next(below: 1025) - 512) })
    rowShift = Buffer((0..<level.targetRows).map { _ in Int32(random.next(below: 1025) - 512) })
  }

  var scale: FieldScale {
    FieldScale(
      coarseField: field.base, coarseColumns: coarseColumns, coarseCosts: costs.base, columns: columns.base,
      rows: rows.base, columnShift: columnShift.base, rowShift: rowShift.base, sourceScaleX: 98111, sourceScaleY: 98765,
      hasNextField: true)
  }

  var reference: ReferenceFieldScale {
    ReferenceFieldScale(
      coarseField: (0..<field.count).map { ReferenceMatch(field[$0]) }, coarseColumns: coarseColumns,
      coarseCosts: costs.values.map { Int($0) }, columns: columns.values.map { Int($0) },
      rows: rows.values.map { Int($0) }, columnShift: columnShift.values.map { Int($0) },
      rowShift: rowShift.values.map { Int($0) }, scaleX: 98111, scaleY: 98765)
  }
}
