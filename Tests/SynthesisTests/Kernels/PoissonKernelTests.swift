import KernelInterface
import Raster
import SynthesisReference
import TestSupport
import Testing

@testable import Synthesis

@Suite struct PoissonKernelTests {
  private static let sizes = [
    Size(width: 2, height: 2), Size(width: 3, height: 7), Size(width: 18, height: 5), Size(width: 13, height: 12),
  ]

  @Test(arguments: [false, true])
  func `half sweeps replace free places by the screened mean of their neighbours`(hasDivergence: Bool) {
    for size in Self.sizes {
      let divergence = hasDivergence ? MadeUpGrid(size, seed: 9).values : nil
      let grid = MadeUpGrid(size, seed: 1)
      var expected = grid.reference
      for halfSweep in 0..<5 {
        expected = expected.relaxed(gain: 0.2401, divergence: divergence?.values, parity: halfSweep % 2)
      }
      for instructionSet in InstructionSet.runnable {
        let grid = MadeUpGrid(size, seed: 1)
        var view = grid.view(gain: 0.2401)
        if let divergence { view.divergence = UnsafePointer(divergence.base) }
        instructionSet.kernels.relax(view, rows: SweptRows(0..<size.height), halfSweeps: 5)
        expectEqual(grid.values.values, expected.values, "\(instructionSet), \(size)")
      }
      withExtendedLifetime(divergence) {}
    }
  }

  @Test func `bands that get narrower and what is missing between them are swept as the whole grid`() {
    let (size, halfSweeps) = (Size(width: 9, height: 31), 4)
    let grid = MadeUpGrid(size, seed: 1)
    var expected = grid.reference
    for halfSweep in 0..<halfSweeps { expected = expected.relaxed(gain: 0.2401, parity: halfSweep % 2) }
    for instructionSet in InstructionSet.runnable {
      // The last band of nine is shorter than it gets narrower.
      for bandHeight in [8, 9, 10, 31] {
        let grid = MadeUpGrid(size, seed: 1)
        let view = grid.view(gain: 0.2401)
        let starts = stride(from: 0, to: size.height, by: bandHeight)
        for start in starts.reversed() {
          let end = min(start + bandHeight, size.height)
          let rows = SweptRows(
            (start > 0 ? start + 1 : 0)..<end, firstStep: start > 0 ? 1 : 0, endStep: end < size.height ? -1 : 0)
          instructionSet.kernels.relax(view, rows: rows, halfSweeps: halfSweeps)
        }
        for start in starts.dropFirst() {
          let rows = SweptRows(start..<start + 1, firstStep: -1, endStep: 1)
          instructionSet.kernels.relax(view, rows: rows, halfSweeps: halfSweeps)
        }
        expectEqual(grid.values.values, expected.values, "\(instructionSet), bands of \(bandHeight)")
      }
    }
  }

  @Test func `a part of a grid is swept as the whole one, but for its rim`() {
    let size = Size(width: 23, height: 19)
    let (part, sweeps) = (Rect(x: 3, y: 4, width: 17, height: 15), 2)
    let coarse = MadeUpGrid(size.halved, seed: 2)
    for instructionSet in InstructionSet.runnable {
      let whole = MadeUpGrid(size, seed: 3)
      let values = Buffer<Float>(count: part.size.area * 4, repeating: 0)
      for (row, y) in part.rows.enumerated() {
        let start = y * size.width + part.x
        values.copy(to: row * part.width * 4, from: whole.values, start * 4..<(start + part.width) * 4)
      }
      let columns = (whole.fixed.x..<whole.fixed.x + whole.fixed.width).clamped(to: part.columns)
      let rows = (whole.fixed.y..<whole.fixed.y + whole.fixed.height).clamped(to: part.rows)
      let fixed = Tile(
        x: columns.lowerBound - part.x, y: rows.lowerBound - part.y, width: columns.count, height: rows.count)
      let grid = PoissonGrid(
        x: part.x, y: part.y, width: part.width, height: part.height, values: values.base, fixed: fixed,
        divergence: nil, gain: 0.2401)
      for view in [whole.view(gain: 0.2401), grid] {
        instructionSet.kernels.prolong(coarse.view(gain: 0), into: view, rows: 0..<view.height)
        instructionSet.kernels.relax(view, rows: SweptRows(0..<view.height), halfSweeps: 2 * sweeps)
      }
      // At the bottom the part ends where the whole does: there is no rim.
      let rim = 2 * sweeps
      for row in rim..<part.height {
        let start = ((part.y + row) * size.width + part.x + rim) * 4
        let count = (part.width - 2 * rim) * 4
        let own = (row * part.width + rim) * 4
        expectEqual(
          values.values(in: own..<own + count), whole.values.values(in: start..<start + count),
          "\(instructionSet), row \(row)")
      }
      withExtendedLifetime((coarse, whole, values)) {}
    }
  }

  @Test func `free places of a finer grid lie on straight lines between coarse ones`() {
    for size in Self.sizes {
      let coarse = MadeUpGrid(Size(width: (size.width + 1) / 2, height: (size.height + 1) / 2), seed: 2)
      let expected = MadeUpGrid(size, seed: 3).reference.prolonged(from: coarse.reference)
      for instructionSet in InstructionSet.runnable {
        for band in [1, 3, size.height] {
          let grid = MadeUpGrid(size, seed: 3)
          for y in stride(from: 0, to: size.height, by: band) {
            instructionSet.kernels.prolong(
              coarse.view(gain: 0), into: grid.view(gain: 0), rows: y..<min(y + band, size.height))
          }
          expectEqual(grid.values.values, expected.values, "\(instructionSet), \(size), bands of \(band)")
        }
        withExtendedLifetime(coarse) {}
      }
    }
  }

  @Test func `a place of a coarser grid has the sum of the divergence and the mean of what is fixed of its four`() {
    for size in Self.sizes {
      let divergence = MadeUpGrid(size, seed: 9).values
      let expected = MadeUpGrid(size, seed: 3).reference.restricted(divergence: divergence.values)
      for instructionSet in InstructionSet.runnable {
        let grid = MadeUpGrid(size, seed: 3)
        var view = grid.view(gain: 0)
        view.divergence = UnsafePointer(divergence.base)
        let coarse = MadeUpGrid(size.halved, fixed: grid.fixed.halved)
        let sums = Buffer<Float>(count: size.halved.area * 4, repeating: 7)
        for y in 0..<size.halved.height {
          instructionSet.kernels.restrict(view, into: coarse.view(gain: 0), divergence: sums.base, rows: y..<y + 1)
        }
        expectEqual(coarse.values.values, expected.grid.values, "\(instructionSet), \(size)")
        expectEqual(sums.values, expected.divergence, "\(instructionSet), \(size)")
        #expect(coarse.reference.isFixed == expected.grid.isFixed, "\(size)")
        withExtendedLifetime((grid, divergence)) {}
      }
    }
  }

  @Test(arguments: [1, 2, 4])
  func `the membrane is added to the colours and leaves the fourth channel`(spacing: Int) {
    let canvas = MadeUpVotes(width: 19, height: 14, seed: 5)
    let (width, height) = (canvas.tile.width, canvas.tile.height)
    let grid = MadeUpGrid(
      Size(width: (width + spacing - 1) / spacing, height: (height + spacing - 1) / spacing), seed: 4)
    var expected = canvas.values.values
    for (x, y) in canvas.tile.places {
      for c in 0..<3 {
        let place = (y * width + x) * 4 + c
        let value = grid.reference.value(x: x, y: y, spacing: spacing, channel: c)
        expected[place] = UInt16(ReferencePoisson.sum(Int(expected[place]), value))
      }
    }
    for instructionSet in InstructionSet.runnable {
      for tiling in Tiling.allCases {
        for tile in tiling.cut([canvas.tile]) {
          let reach = tile.expanded(by: 2, width: width, height: height)
          let votes = MadeUpVotes(reach, of: canvas)
          instructionSet.kernels.addMembrane(votes.view, tile: tile, grid: grid.view(gain: 0), spacing: spacing)
          let after = reach.places.flatMap { x, y in
            let source = tile.places.contains { $0 == (x, y) } ? expected : canvas.values.values
            return source[(y * width + x) * 4..<(y * width + x) * 4 + 4]
          }
          expectEqual(votes.values.values, after, "\(instructionSet), \(tile)")
        }
      }
    }
  }
}

/// A grid of errors as large as they come, a rectangle of its places fixed.
private final class MadeUpGrid {
  let size: Size
  let values: Buffer<Float>
  let fixed: Tile

  /// A grid with `fixed` places and no values.
  init(_ size: Size, fixed: Tile) {
    self.size = size
    self.fixed = fixed
    values = Buffer(count: size.area * 4, repeating: 0)
  }

  convenience init(_ size: Size, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let (x, y) = (random.next(below: size.width), random.next(below: size.height))
    let (width, height) = (random.next(below: size.width - x + 1), random.next(below: size.height - y))
    self.init(size, fixed: Tile(x: x, y: y, width: width, height: height + 1))
    for i in 0..<values.count { values[i] = Float(random.next(below: 2561) - 1280) / 3 }
  }

  /// The same as values.
  var reference: ReferencePoisson {
    let places = Tile(x: 0, y: 0, width: size.width, height: size.height).places
    let isFixed = places.map {
      $0.x >= fixed.x && $0.x < fixed.x + fixed.width && $0.y >= fixed.y && $0.y < fixed.y + fixed.height
    }
    return ReferencePoisson(width: size.width, height: size.height, values: values.values, isFixed: isFixed)
  }

  func view(gain: Float) -> PoissonGrid {
    PoissonGrid(
      width: size.width, height: size.height, values: values.base, fixed: fixed, divergence: nil, gain: gain)
  }
}
