import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct RowPriorTests {
  private let size = Size(width: 54, height: 60)

  @Test func `where every row looks alike, little of the prior is left`() {
    let share = RowPrior.share(
      similarity(Content.noise.samples(width: size.width, height: size.height, seed: 4)), periods: nil)
    #expect(share < 0.5, "\(share)")
  }

  @Test func `where rows differ from top to bottom, all of it stays`() {
    // A texture that turns from blue to green and grows finer on the way down.
    let samples = (0..<size.area).flatMap { place -> [UInt8] in
      let (x, y) = (place % size.width, place / size.width)
      let wave = UInt8((x * (4 + y / 6) * 5) % 40)
      return [wave, UInt8(4 * y), 240 - UInt8(4 * y) + wave / 4, wave]
    }
    #expect(RowPrior.share(similarity(samples), periods: nil) == 1)
    // Whatever the rows say: a period says more.
    #expect(RowPrior.share(similarity(samples), periods: Periods(across: nil, down: 0.2)) == 0.2)
    #expect(RowPrior.share(similarity(samples), periods: Periods(across: nil, down: nil)) == 1)
  }

  @Test func `a source too low to tell keeps the prior`() {
    let low = Content.noise.samples(width: 40, height: 9, seed: 1)
    #expect(RowPrior.share(similarity(low, size: Size(width: 40, height: 9)), periods: nil) == 1)
  }

  private func similarity(_ samples: [UInt8], size: Size? = nil) -> SelfSimilarity {
    SelfSimilarity(
      pixels: Buffer(samples), size: size ?? self.size, costModel: CostModel(), engine: Engine(.portable))
  }
}
