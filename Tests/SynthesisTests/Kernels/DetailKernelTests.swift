import KernelInterface
import SynthesisReference
import Testing

@testable import Synthesis

@Suite struct DetailKernelTests {
  @Test(arguments: [(9, 8), (26, 19)])
  func `detail less its blur is added`(width: Int, height: Int) {
    let canvas = MadeUpVotes(width: width, height: height, seed: 6)
    let reference = ReferenceDetail(canvas)
    var expected = canvas.values.values
    for (x, y) in canvas.tile.places {
      for c in 0..<4 {
        let place = (y * width + x) * 4 + c
        expected[place] = UInt16(reference.added(to: Int(expected[place]), x: x, y: y, channel: c))
      }
    }
    for instructionSet in InstructionSet.runnable {
      for tiling in Tiling.allCases {
        for tile in tiling.cut([canvas.tile]) {
          // What a tile needs reaches 8 pixels beyond it, or to the edge of the canvas.
          let votes = MadeUpVotes(tile.expanded(by: 8, width: width, height: height), of: canvas)
          instructionSet.kernels.addDetail(votes.view, tile: tile)
          let places = tile.places.flatMap { place in (0..<4).map { (place.y * width + place.x) * 4 + $0 } }
          expectEqual(
            tile.places.flatMap { votes.pixel(x: $0.x, y: $0.y) }, places.map { expected[$0] },
            "\(instructionSet), \(tile)")
        }
      }
    }
  }

  @Test func `nothing beyond the tile is written`() {
    let canvas = MadeUpVotes(width: 20, height: 18, seed: 6)
    for instructionSet in InstructionSet.runnable {
      let tile = Tile(x: 6, y: 5, width: 7, height: 3)
      let votes = MadeUpVotes(canvas.tile, of: canvas)
      instructionSet.kernels.addDetail(votes.view, tile: tile)
      for (x, y) in canvas.tile.places where !tile.places.contains(where: { $0 == (x, y) }) {
        #expect(votes.pixel(x: x, y: y) == canvas.pixel(x: x, y: y), "(\(x), \(y))")
      }
      expectEqual(votes.detail.values, canvas.detail.values, "detail")
    }
  }

  @Test func `the blur is that of two boxes, but for rounding`() {
    let reference = ReferenceDetail(MadeUpVotes(width: 24, height: 20, seed: 6))
    for (x, y) in [(0, 0), (5, 3), (23, 19), (12, 10)] {
      for c in 0..<4 {
        let exact = reference.exactlyBlurred(x: x, y: y, channel: c)
        #expect(abs(Double(reference.blurred(x: x, y: y, channel: c)) - exact) < 2 + abs(exact) / 1000)
      }
    }
  }
}

extension ReferenceDetail {
  /// The detail of a whole canvas.
  fileprivate init(_ canvas: MadeUpVotes) {
    self.init(width: canvas.tile.width, height: canvas.tile.height, values: canvas.detail.values.map { Int($0) })
  }
}
