import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct LoneSubjectsTests {
  private let size = Size(width: 60, height: 60)

  @Test(arguments: [(10, true), (3, true), (1, false)])
  func `a single disc is a lone subject, however small it is but for specks`(radius: Int, isSubject: Bool) {
    let maps = Saliency(discs: [(30, 30)], radius: radius, size: size).loneSubjects
    #expect(maps.count == 2)
    for map in maps {
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
    for map in maps {
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
