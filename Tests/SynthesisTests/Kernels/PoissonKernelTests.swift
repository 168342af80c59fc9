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
      for parity in [0, 1, 1, 0] {
        expected = expected.relaxed(gain: 0.2401, divergence: divergence?.values, parity: parity)
      }
      for instructionSet in InstructionSet.runnable {
        for band in [1, 3, size.height] {
          let grid = MadeUpGrid(size, seed: 1)
          var view = grid.view(gain: 0.2401)
          if let divergence { view.divergence = UnsafePointer(divergence.base) }
          for parity in [0, 1, 1, 0] {
            for y in stride(from: 0, to: size.height, by: band) {
              instructionSet.kernels.relax(view, rows: y..<min(y + band, size.height), parity: parity)
            }
          }
          expectEqual(grid.values.values, expected.values, "\(instructionSet), \(size), bands of \(band)")
        }
      }
      withExtendedLifetime(divergence) {}
    }
  }

  @Test func `a part of a grid is swept as the whole one, but for its rim`() {
    let size = Size(width: 23, height: 19)
    let (part, sweeps) = (Rect(x: 3, y: 4, width: 17, height: 15), 2)
    let coarse = MadeUpGrid(size.halved, seed: 2)
    for instructionSet in InstructionSet.runnable {
      let whole = MadeUpGrid(size, seed: 3)
      let values = Buffer<Float>(count: part.size.area * 4, repeating: 0)
      let isFixed = Buffer<UInt8>(count: part.size.area, repeating: 0)
      for (row, y) in part.rows.enumerated() {
        let start = y * size.width + part.x
        isFixed.copy(to: row * part.width, from: whole.isFixed, start..<start + part.width)
        values.copy(to: row * part.width * 4, from: whole.values, start * 4..<(start + part.width) * 4)
      }
      let grid = PoissonGrid(
        x: part.x, y: part.y, width: part.width, height: part.height, values: values.base, isFixed: isFixed.base,
        divergence: nil, gain: 0.2401)
      for view in [whole.view(gain: 0.2401), grid] {
        instructionSet.kernels.prolong(coarse.view(gain: 0), into: view, rows: 0..<view.height)
        for halfSweep in 0..<2 * sweeps {
          instructionSet.kernels.relax(view, rows: 0..<view.height, parity: halfSweep % 2)
        }
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
      withExtendedLifetime((coarse, whole, values, isFixed)) {}
    }
  }

  @Test func `free places of a finer grid lie on straight lines between coarse ones`() {
    for size in Self.sizes {
      let coarse = MadeUpGrid(Size(width: (size.width + 1) / 2, height: (size.height + 1) / 2), seed: 2)
      let expected = MadeUpGrid(size, seed: 3).reference.prolonged(from: coarse.reference)
      for instructionSet in InstructionSet.runnable {
        let grid = MadeUpGrid(size, seed: 3)
        for y in 0..<size.height {
          instructionSet.kernels.prolong(coarse.view(gain: 0), into: grid.view(gain: 0), rows: y..<y + 1)
        }
        expectEqual(grid.values.values, expected.values, "\(instructionSet), \(size)")
        withExtendedLifetime((coarse, grid)) {}
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

/// A grid of errors as large as they come, about a third of its places fixed.
private final class MadeUpGrid {
  let size: Size
  let values: Buffer<Float>
  let isFixed: Buffer<UInt8>
  let reference: ReferencePoisson

  init(_ size: Size, seed: UInt64) {
    self.size = size
    var random = SplitMix64(seed: seed)
    let values = (0..<size.area * 4).map { _ in Float(random.next(below: 2561) - 1280) / 3 }
    let isFixed = (0..<size.area).map { _ in UInt8(random.next(below: 3) / 2) }
    self.values = Buffer(values)
    self.isFixed = Buffer(isFixed)
    reference = ReferencePoisson(
      width: size.width, height: size.height, values: values, isFixed: isFixed.map { $0 != 0 })
  }

  func view(gain: Float) -> PoissonGrid {
    PoissonGrid(
      width: size.width, height: size.height, values: values.base, isFixed: isFixed.base, divergence: nil, gain: gain)
  }
}
