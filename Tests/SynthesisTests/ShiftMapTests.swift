import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct ShiftMapTests {
  @Test(arguments: [
    (EdgeAmounts(left: 30, right: 40), 0.1), (EdgeAmounts(top: 25, bottom: 33), 0.1),
    (EdgeAmounts(left: 25, right: 30, top: 22, bottom: 18), 0.05),
  ])
  func `a layout is mended by shifts that were near before, in the same way for any number of threads`(
    edges: EdgeAmounts, share: Double
  ) {
    let before = level(edges, threads: 1)
    let old = rectangles(of: before)
    let reach = Int(share * Double(before.geometry.shortSide))
    var fields: Set<[UInt32]> = []
    for threads in [1, 2, 5] {
      let level = level(edges, threads: threads)
      ShiftMap(level).mend(seed: 3, engine: engine(threads: threads))
      fields.insert(level.field.values(in: 0..<level.field.count).map(\.rawValue))
      let new = shifts(of: level)
      // A target speaks for the pixel in the middle of its patch, or the one of its region that is nearest to that.
      let far = new.filter { (old[$1]?.distance(to: $0) ?? .max) > reach + patchSide }
      #expect(far.isEmpty)
      let present = shifts(of: before)
      #expect(new.contains { present[$0] != $1 })
    }
    #expect(fields.count == 1)
  }

  @Test func `a region that is too large stays as it is`() {
    let refinement = refinement(EdgeAmounts(left: 20, right: 750), threads: 2)
    let level = refinement.emptyLevel(refinement.pyramid.start - 1)
    let (geometry, known) = (level.geometry, level.geometry.known)
    #expect(geometry.regions.map { $0.pixels.size.area > ShiftMap.largestRegion } == [false, true])
    level.startEmpty()
    ShiftMap(level).mend(seed: 3, engine: refinement.engine)
    for (columns, isWritten) in [(0..<known.x, true), (known.maxX..<geometry.size.width, false)] {
      let row = level.estimate.values(in: columns.lowerBound * 4..<columns.upperBound * 4)
      #expect(row.contains { $0 != 0 } == isWritten)
    }
  }

  private func engine(threads: Int) -> Engine { Engine(FillOptions(bands: RowBands(threads: threads))) }

  /// The level above the start, as it comes from there.
  private func level(_ edges: EdgeAmounts, threads: Int) -> Level {
    let refinement = refinement(edges, threads: threads)
    let level = refinement.emptyLevel(refinement.pyramid.start - 1)
    level.start(from: Start(refinement).grown(), engine: refinement.engine)
    return level
  }

  private func refinement(_ edges: EdgeAmounts, threads: Int) -> Refinement {
    let engine = engine(threads: threads)
    let canvas = Canvas(source: .blocks(size: Size(width: 130, height: 110), seed: 2), edges: edges)
    let working = WorkingSource(canvas, engine: engine)
    let pyramid = Pyramid(working, edges: working.edges, engine: engine)
    return Refinement(
      pyramid: pyramid, saliency: pyramid.saliency(pyramid.selfSimilarity(engine: engine), engine: engine),
      costModel: CostModel(), schedule: Schedule(.high, levels: pyramid.geometries), seed: 3, engine: engine)
  }

  private struct Place: Hashable {
    let x: Int
    let y: Int
  }

  /// The rectangle around some places.
  private struct Span {
    var columns: ClosedRange<Int>
    var rows: ClosedRange<Int>

    init(_ place: Place) {
      columns = place.x...place.x
      rows = place.y...place.y
    }

    mutating func insert(_ place: Place) {
      columns = min(columns.lowerBound, place.x)...max(columns.upperBound, place.x)
      rows = min(rows.lowerBound, place.y)...max(rows.upperBound, place.y)
    }

    /// Columns or rows from a place to the rectangle, the larger of both.
    func distance(to place: Place) -> Int {
      max(
        columns.lowerBound - place.x, place.x - columns.upperBound, rows.lowerBound - place.y,
        place.y - rows.upperBound, 0)
    }
  }

  /// Shift of each target of the regions but those with a source at the rim, which is the nearest one to that of the shift.
  private func shifts(of level: Level) -> [Place: Shift] {
    let geometry = level.geometry
    var shifts: [Place: Shift] = [:]
    for region in geometry.regions {
      for y in region.targets.rows {
        for x in region.targets.columns {
          let match = level.field[y * geometry.targetColumns + x]
          let isInside =
            (1..<geometry.sourceColumns - 1).contains(match.x) && (1..<geometry.sourceRows - 1).contains(match.y)
          if !isInside { continue }
          shifts[Place(x: x, y: y)] = Shift(x: match.x - x, y: match.y - y, flipped: match.isFlipped)
        }
      }
    }
    return shifts
  }

  private func rectangles(of level: Level) -> [Shift: Span] {
    var spans: [Shift: Span] = [:]
    for (place, shift) in shifts(of: level) {
      spans[shift, default: Span(place)].insert(place)
    }
    return spans
  }
}
