import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct LoneSubjectsTests {
  private let size = Size(width: 60, height: 60)

  @Test(arguments: [(10, true), (3, true), (1, false)])
  func `a single disc is a lone subject, however small it is but for specks`(radius: Int, isSubject: Bool) {
    let maps = Saliency(discs: [(30, 30)], radius: radius, size: size).loneSubjects
    #expect(maps.count == 4)
    #expect(maps[2].allSatisfy { $0 == 0 }, "below")
    for map in [maps[0], maps[1], maps[3]] {
      #expect((map[30 * 60 + 30] > 200) == isSubject)
      #expect(map[30 * 60 + 2] == 0)
      #expect(map[3 * 60 + 30] == 0)
    }
  }

  @Test func `one of two equal discs is not`() {
    let maps = Saliency(discs: [(16, 30), (44, 30)], size: size).loneSubjects
    #expect(maps.allSatisfy { map in map.allSatisfy { $0 == 0 } })
  }

  @Test(arguments: [(6, true), (7, false)])
  func `a disc among many others is not alone, however rare it is`(others: Int, isSubject: Bool) {
    let maps = Saliency(
      .painted(size: size) { x, y in
        if (x - 30) * (x - 30) + (y - 38) * (y - 38) < 100 { return Pixel(red: 230, green: 30, blue: 20) }
        let isOther = (0..<others).contains { (x - 6 - 8 * $0) * (x - 6 - 8 * $0) + (y - 12) * (y - 12) < 9 }
        return isOther ? Pixel(red: 20, green: 40, blue: 230) : Pixel(red: 90, green: UInt8(110 + y / 6), blue: 90)
      }
    ).loneSubjects
    #expect((maps[0][38 * 60 + 30] > 200) == isSubject)
  }

  @Test func `what touches the top edge may go on above it, but not at the sides`() {
    let maps = Saliency(discs: [(30, 3)], size: size).loneSubjects
    #expect(maps[0][4 * 60 + 30] > 200)
    #expect(maps[1].allSatisfy { $0 == 0 })
  }

  @Test func `what a side cuts where little is added goes on there, but not what it holds`() {
    let picture = Image.painted(size: size) { x, y in
      if (x - 12) * (x - 12) + (y - 30) * (y - 30) < 16 { return Pixel(red: 20, green: 40, blue: 230) }
      let isInside = (x - 6) * (x - 6) + (y - 30) * (y - 30) < 196
      return isInside ? Pixel(red: 230, green: 30, blue: 20) : Pixel(red: 90, green: UInt8(110 + y / 6), blue: 90)
    }
    let disc = 22 * 60 + 6
    let held = 30 * 60 + 12
    let wide = Saliency(picture).loneSubjects
    let narrow = Saliency(picture, narrow: [.left]).loneSubjects
    #expect(wide[0][disc] > 200 && wide[0][held] > 200)
    #expect(narrow[0][disc] == 0 && narrow[0][held] > 200)
    #expect(wide[1...] == narrow[1...])
    // The right side doesn't cut it.
    #expect(Saliency(picture, narrow: [.right]).loneSubjects == wide)
  }

  @Test func `a side is narrow up to a quarter of the width of the source`() {
    let size = Size(width: 64, height: 60)
    let picture = Image.painted(size: size) { x, y in
      let isInside = (x - 6) * (x - 6) + (y - 30) * (y - 30) < 196
      return isInside ? Pixel(red: 230, green: 30, blue: 20) : Pixel(red: 90, green: UInt8(110 + y / 6), blue: 90)
    }
    for (left, isNarrow) in [(16, true), (17, false)] {
      let engine = Engine(.portable)
      let edges = EdgeAmounts(left: left, right: 40)
      let pyramid = Pyramid(
        WorkingSource(Canvas(source: picture, edges: edges), engine: engine), edges: edges, engine: engine)
      let saliency = pyramid.saliency(pyramid.selfSimilarity(engine: engine), engine: engine)
      #expect((saliency.loneSubjects[0][22 * saliency.size.width + 6] == 0) == isNarrow)
      #expect(saliency.loneSubjects[3][22 * saliency.size.width + 6] > 200)
    }
  }

  @Test(arguments: [(10, true), (16, false)])
  func `what takes much of the top edge is a sky, not a subject`(halfContact: Int, isSubject: Bool) {
    let maps = Saliency(
      .painted(size: size) { x, y in
        abs(x - 30) < (y < 3 ? halfContact : 10) && y < 14
          ? Pixel(red: 230, green: UInt8(20 + 3 * abs(x - 30)), blue: UInt8(8 * y))
          : Pixel(red: 90, green: UInt8(110 + y / 6), blue: 90)
      }
    ).loneSubjects
    #expect((maps[0][5 * 60 + 30] > 200) == isSubject)
  }

  @Test(arguments: [(16, false), (40, true)], [true, false])
  func `a band that reaches an edge at the side goes on there`(_ shape: (width: Int, isBand: Bool), isAtRight: Bool) {
    func maps(x: Int) -> [[UInt8]] {
      Saliency(
        .painted(size: size) { column, y in
          let isInside = (x..<x + shape.width).contains(column) && (25..<35).contains(y)
          if !isInside { return Pixel(red: 90, green: UInt8(110 + y / 6), blue: 90) }
          // No part of it is like another one.
          var check = SplitMix64(seed: UInt64(column / 2 * 100 + y / 2))
          return Pixel(red: 255, green: UInt8(check.next(below: 60)), blue: UInt8(check.next(below: 60)))
        }
      ).loneSubjects
    }
    let place = 30 * 60 + (isAtRight ? 52 : 8)
    let reaching = maps(x: isAtRight ? 60 - shape.width : 0)
    #expect((reaching[0][place] > 200) != shape.isBand)
    #expect(reaching[1][place] > 200)
    #expect(maps(x: 10)[0][30 * 60 + 18] > 200)
  }

  @Test func `what takes more than half of the picture is compared with the rest of it`() {
    let maps = Saliency(
      .painted(size: size) { x, y in
        // A body in checks of many colours, cut by the lower edge, before a plain ground.
        if x < 4 || x >= 56 || y < 4 { return Pixel(red: 90, green: UInt8(110 + y / 6), blue: 90) }
        var check = SplitMix64(seed: UInt64(x / 2 * 100 + y / 2))
        return Pixel(red: 255, green: UInt8(check.next(below: 120)), blue: UInt8(check.next(below: 120)))
      }
    ).loneSubjects
    for map in [maps[0], maps[1], maps[3]] {
      #expect(map[30 * 60 + 30] > 200)
      #expect(map[60 + 30] == 0)
    }
  }

  @Test func `texture holds no lone subject`() {
    let noise = Saliency(Image.softNoise(size: size, seed: 1))
    #expect(noise.loneSubjects.allSatisfy { map in map.allSatisfy { $0 == 0 } })
  }
}

extension Saliency {
  /// Red discs before green.
  fileprivate init(discs: [(x: Int, y: Int)], radius: Int = 10, size: Size) {
    self.init(
      .painted(size: size) { x, y in
        let isInside = discs.contains { (x - $0.x) * (x - $0.x) + (y - $0.y) * (y - $0.y) < radius * radius }
        return isInside ? Pixel(red: 230, green: 30, blue: 20) : Pixel(red: 90, green: UInt8(110 + y / 6), blue: 90)
      })
  }
}
