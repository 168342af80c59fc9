import KernelInterface
import Raster
import SynthesisReference
import TestSupport
import Testing

@testable import Synthesis

@Suite struct SaliencyTests {
  private let size = Size(width: 13, height: 9)

  @Test(arguments: Content.allCases)
  func `raster scans never find less than the exact barrier`(_ content: Content) {
    // Few levels keep the exact search quick.
    let pixels = content.samples(width: size.width, height: size.height, seed: 3).map { $0 & 0xe0 }
    for side in 0..<4 {
      let scanned = Saliency.barrierDistance(Buffer(pixels), size: size, side: side)
      let seeds = (0..<size.area).map { isSeed($0, side: side) }
      var exact = [Int](repeating: 0, count: size.area)
      for c in 0..<3 {
        let values = (0..<size.area).map { Int(pixels[$0 * 4 + c]) }
        let distance = ReferenceBarrier.distance(values, width: size.width, seeds: seeds)
        exact = zip(exact, distance).map { max($0, $1) }
      }
      for place in 0..<size.area {
        #expect(Int(scanned[place]) >= exact[place], "place \(place) from side \(side)")
        if seeds[place] { #expect(scanned[place] == 0) }
      }
      // Most places are exact: scans are a good approximation (Zhang et al. 2015, section 3.2).
      let equal = (0..<size.area).count { Int(scanned[$0]) == exact[$0] }
      #expect(equal * 2 > size.area, "\(equal) of \(size.area) from side \(side)")
    }
  }

  @Test func `a ramp is as far as it climbs`() {
    let ramp = Image.painted(size: size) { x, _ in Pixel(red: UInt8(10 * x), green: 7, blue: 7) }
    let distance = Saliency.barrierDistance(Buffer(ramp.pixels), size: size, side: 0)
    expectEqual(distance, (0..<size.area).map { UInt8(10 * ($0 % size.width)) }, "from the left")
  }

  @Test func `a disc in the middle stands out, less from left and right, and one cut by a side is background there`() {
    let size = Size(width: 64, height: 60)
    func saliency(centreX: Int) -> Saliency {
      let picture = Image.painted(size: size) { x, y in
        let isInside = (x - centreX) * (x - centreX) + (y - 30) * (y - 30) < 150
        return isInside ? Pixel(red: 230, green: 30, blue: 20) : Pixel(red: 90, green: 120, blue: 90)
      }
      return Saliency(picture)
    }
    let whole = saliency(centreX: 32)
    let cut = saliency(centreX: 0)
    for side in 0..<4 {
      let start = side * size.area + 30 * size.width
      let most = side == 0 || side == 3 ? 38 : 255
      #expect(whole.maps[start + 32] == most, "disc from side \(side)")
      #expect(whole.maps[start + 2] == 0, "background from side \(side)")
      // Left, top, bottom, right.
      #expect(cut.maps[start + 2] == (side == 0 ? 0 : most), "cut disc from side \(side)")
    }
  }

  private func isSeed(_ place: Int, side: Int) -> Bool {
    switch side {
    case 0: place % size.width == 0
    case 1: place < size.width
    case 2: place >= size.area - size.width
    default: place % size.width == size.width - 1
    }
  }
}

extension Saliency {
  /// The maps of a picture at its own size.
  init(_ picture: Image) {
    let engine = Engine(.portable)
    let pixels = Buffer(picture.pixels)
    self.init(
      pixels: pixels, size: picture.size, rarity: { Rarity(of: pixels, size: picture.size, engine: engine) },
      engine: engine)
  }
}

extension Rarity {
  /// That of a picture at its own size.
  init(of pixels: Buffer<UInt8>, size: Size, engine: Engine) {
    self.init(SelfSimilarity(pixels: pixels, size: size, costModel: CostModel(), engine: engine))
  }
}
