import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct FocusedSubjectsTests {
  private static let size = Size(width: 60, height: 50)

  @Test func `what alone is in focus is a subject, with what is smooth inside of it`() {
    let sharp = [Rect(x: 20, y: 15, width: 16, height: 20)]
    let strengths = subjects(sharp, smooth: Rect(x: 25, y: 20, width: 5, height: 8)).strengths()
    let expected = (0..<Self.size.area).map { place -> Float in
      let (y, x) = place.quotientAndRemainder(dividingBy: Self.size.width)
      return sharp[0].columns.contains(x) && sharp[0].rows.contains(y) ? 1 : 0
    }
    #expect(strengths == expected)
  }

  @Test(arguments: [
    ("cut at the left", [Rect(x: 0, y: 15, width: 16, height: 20)]),
    ("cut at the right", [Rect(x: 44, y: 15, width: 16, height: 20)]),
    ("cut above", [Rect(x: 20, y: 0, width: 16, height: 20)]),
    ("a speck", [Rect(x: 20, y: 15, width: 7, height: 8)]),
    ("as wide as a street", [Rect(x: 8, y: 20, width: 43, height: 12)]),
    ("most of the picture", [Rect(x: 10, y: 1, width: 40, height: 48)]),
    ("twigs", [Rect(x: 10, y: 10, width: 38, height: 3), Rect(x: 28, y: 13, width: 3, height: 30)]),
  ])
  func `other places, sizes and shapes are none`(_ name: String, _ sharp: [Rect]) {
    #expect(subjects(sharp).strengths().allSatisfy { $0 == 0 }, "\(name)")
  }

  @Test func `a subject that the lower edge cuts goes on there alone`() {
    let levels = Self.levels([Rect(x: 20, y: 20, width: 20, height: 30)])
    let place = 30 * Self.size.width + 30
    let subjects = FocusedSubjects(textureLevels: levels, size: Self.size)
    for side in Side.allCases {
      #expect(subjects.strengths(uncutBy: side)[place] == (side == .bottom ? 0 : 1), "\(side)")
    }
    let plain = Image.painted(size: Self.size) { _, _ in Pixel(red: 90, green: 90, blue: 90) }
    let saliency = Saliency(plain, textureLevels: levels)
    #expect(saliency.loneSubjects.map { $0[place] } == [255, 255, 0, 255])
    for (side, map) in saliency.uncutSubjects { #expect(map[place] == (side == .bottom ? 0 : 255), "\(side)") }
  }

  @Test func `a pyramid tells it at a size that shows texture`() {
    let size = Size(width: 320, height: 260)
    let soft = Image.softNoise(size: size, seed: 4)
    let source = Image.painted(size: size) { x, y in
      let start = (y * size.width + x) * 4
      // Stripes of two pixels, which a small picture does not show.
      if (x - 150) * (x - 150) + (y - 130) * (y - 130) < 60 * 60 {
        return x % 4 < 2 ? Pixel(red: 90, green: 140, blue: 130) : Pixel(red: 122, green: 60, blue: 90)
      }
      return Pixel(red: soft.pixels[start] / 4 + 74, green: 100, blue: 110)
    }
    let engine = Engine(.portable)
    let working = WorkingSource(Canvas(source: source, edges: EdgeAmounts(left: 40)), engine: engine)
    let pyramid = Pyramid(working, edges: working.edges, engine: engine)
    let saliency = pyramid.saliency(pyramid.selfSimilarity(engine: engine), engine: engine)
    let fromLeft = saliency.uncutSubjects[0].map
    func value(x: Int, y: Int) -> UInt8 {
      fromLeft[y * saliency.size.height / size.height * saliency.size.width + x * saliency.size.width / size.width]
    }
    #expect(value(x: 150, y: 130) == 255)
    #expect(value(x: 20, y: 130) == 0 && value(x: 300, y: 20) == 0)
  }

  private func subjects(_ sharp: [Rect], smooth: Rect? = nil) -> FocusedSubjects {
    FocusedSubjects(textureLevels: Self.levels(sharp, smooth: smooth), size: Self.size)
  }

  /// Texture levels of a picture that is in focus within some rectangles, but for one.
  private static func levels(_ sharp: [Rect], smooth: Rect? = nil) -> [UInt8] {
    (0..<size.area).map { place in
      let (y, x) = place.quotientAndRemainder(dividingBy: size.width)
      func holds(_ rect: Rect) -> Bool { rect.columns.contains(x) && rect.rows.contains(y) }
      return sharp.contains(where: holds) && !(smooth.map(holds) ?? false) ? 90 : 12
    }
  }
}
