import KernelInterface
import Raster
import SynthesisReference
import TestSupport
import Testing

@testable import Synthesis

@Suite struct SaliencyTests {
  private let size = Size(width: 13, height: 9)
  private let large = Size(width: 64, height: 60)

  @Test(arguments: Content.allCases)
  func `raster scans never find less than the exact barrier`(_ content: Content) {
    // Few levels keep the exact search quick.
    let pixels = content.samples(width: size.width, height: size.height, seed: 3).map { $0 & 0xe0 }
    for side in Side.allCases {
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
    let distance = Saliency.barrierDistance(Buffer(ramp.pixels), size: size, side: .left)
    expectEqual(distance, (0..<size.area).map { UInt8(10 * ($0 % size.width)) }, "from the left")
  }

  @Test func `what stands out counts less from left and right, and one that a side cuts is background there`() {
    // Two alike, so that none is a lone subject.
    let maps = Saliency(discsAt: [(18, 15), (46, 15), (18, 45), (46, 45)], size: large).maps
    let cut = Saliency(discsAt: [(0, 15), (46, 15), (0, 45), (46, 45)], size: large).maps
    for side in Side.allCases {
      let start = side.index * large.area + 15 * large.width
      let most = side == .left || side == .right ? 38 : 255
      #expect(maps[start + 18] == most, "disc from side \(side)")
      #expect(maps[start + 32] == 0, "background from side \(side)")
      #expect(cut[start + 2] == (side == .left ? 0 : most), "cut disc from side \(side)")
    }
  }

  @Test func `a lone subject counts in full from the sides that do not cut it`() {
    let whole = Saliency(discsAt: [(32, 30)], size: large).uncutSubjects
    let cut = Saliency(discsAt: [(4, 30)], size: large).uncutSubjects
    #expect(whole.map(\.side) == [.left, .bottom, .right])
    for (whole, cut) in zip(whole, cut) {
      let start = 30 * large.width
      #expect(whole.map[start + 32] == 255, "disc from the \(whole.side)")
      #expect(whole.map[start + 2] == 0, "background from the \(whole.side)")
      #expect(cut.map[start + 4] == (cut.side == .left ? 0 : 255), "cut disc from the \(cut.side)")
    }
  }

  private func isSeed(_ place: Int, side: Side) -> Bool {
    switch side {
    case .left: place % size.width == 0
    case .top: place < size.width
    case .bottom: place >= size.area - size.width
    case .right: place % size.width == size.width - 1
    }
  }
}

extension Saliency {
  /// The maps of red discs before green.
  fileprivate init(discsAt centres: [(x: Int, y: Int)], size: Size) {
    self.init(
      .painted(size: size) { x, y in
        let isInside = centres.contains { (x - $0.x) * (x - $0.x) + (y - $0.y) * (y - $0.y) < 150 }
        return isInside ? Pixel(red: 230, green: 30, blue: 20) : Pixel(red: 90, green: 120, blue: 90)
      })
  }

  /// The maps of a picture at its own size.
  ///
  /// - Parameter textureLevels: those of a picture in which nothing is in focus, if nil.
  init(_ picture: Image, textureLevels: [UInt8]? = nil, narrow: Set<Side> = []) {
    let engine = Engine(.portable)
    let pixels = Buffer(picture.pixels)
    self.init(
      pixels: pixels, textureLevels: textureLevels ?? [UInt8](repeating: 0, count: picture.size.area),
      size: picture.size, narrow: narrow, rarity: { Rarity(of: pixels, size: picture.size, engine: engine) },
      engine: engine)
  }
}

extension Rarity {
  /// That of a picture at its own size.
  init(of pixels: Buffer<UInt8>, size: Size, engine: Engine) {
    self.init(SelfSimilarity(pixels: pixels, size: size, costModel: CostModel(), engine: engine))
  }
}
