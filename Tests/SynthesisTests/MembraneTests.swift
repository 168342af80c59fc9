import KernelInterface
import Raster
import Testing

@testable import Synthesis

@Suite struct MembraneTests {
  private let geometry = LevelGeometry(
    known: Size(width: 24, height: 24), edges: EdgeAmounts(left: 16, right: 3, bottom: 9), scale: 1)

  @Test(arguments: [1, 7])
  func `a vote that is right at the border is left alone`(threads: Int) {
    let membrane = membrane(darker: 0, threads: threads)
    #expect(values(membrane).allSatisfy { $0 == 0 })
  }

  @Test(arguments: [1, 7])
  func `an error at the border is mended there and fades away from it`(threads: Int) {
    let membrane = membrane(darker: 320, threads: threads)
    #expect(membrane.spacing == 1)
    let values = values(membrane)
    #expect(values == self.values(self.membrane(darker: 320, threads: 2)))
    // Along a row from the left border outwards, in 1/32 steps.
    let row = (0..<16).reversed().map { values[(12 * geometry.size.width + $0) * 4] }
    #expect((256...320).contains(row[0]), "\(row)")
    #expect(row == row.sorted(by: >), "\(row)")
    #expect(row[15] > 0 && row[15] < 160, "\(row)")
  }

  @Test func `larger errors than 40 are content`() {
    let values = values(membrane(darker: 32 * 90, threads: 1))
    #expect(values.contains(1280) && values.allSatisfy { $0 <= 1280 })
  }

  /// A membrane for votes that are darker than the source by a constant.
  private func membrane(darker: Int, threads: Int) -> Membrane {
    let samples = Content.noise.samples(width: 24, height: 24, seed: 1).map { 100 + $0 / 2 }
    let known = geometry.known
    let border = geometry.borderStrips.map { strip in
      let votes = Votes(strip.tile, hasDetail: false)
      for (i, place) in strip.tile.places.enumerated() {
        for c in 0..<4 {
          let sample = samples[((place.y - known.y) * 24 + place.x - known.x) * 4 + c]
          votes.values[i * 4 + c] = UInt16(Int(sample) * 32 - darker)
        }
      }
      return (strip: strip, votes: votes)
    }
    return Membrane(
      geometry, source: Buffer(samples), border: border, isFinal: true,
      engine: Engine(FillOptions(bands: RowBands(threads: threads))))
  }

  private func values(_ membrane: Membrane) -> [Float] {
    let view = membrane.view
    defer { withExtendedLifetime(membrane) {} }
    return (0..<view.width * view.height * 4).map { view.values[$0] }
  }
}
