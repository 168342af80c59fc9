import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct HeadsTests {
  private static let size = Size(width: 72, height: 60)

  /// Skin of people, and things of its colour or nearly.
  static let skins = [
    Pixel(red: 236, green: 188, blue: 160), Pixel(red: 198, green: 134, blue: 96), Pixel(red: 112, green: 70, blue: 50),
    Pixel(red: 78, green: 48, blue: 38),
  ]

  @Test(arguments: skins)
  func `a face of any skin is a head, whatever its hair`(_ skin: Pixel) {
    let maps = saliency(of: Oval(x: 30, y: 26, width: 14, height: 18, color: skin).face).loneSubjects
    for map in [maps[0], maps[1], maps[3]] {
      #expect(map[26 * 72 + 30] == 255)
      // What surrounds it belongs to it, and the wall does not.
      #expect(map[(26 - 12) * 72 + 30] == 255)
      #expect(map[26 * 72 + 60] == 0)
    }
  }

  @Test func `above a head that the top edge cuts, its hat goes on`() {
    let hair = Oval(x: 30, y: 4, width: 24, height: 26, color: Pixel(red: 20, green: 24, blue: 40))
    let maps = saliency(of: [hair] + Oval(x: 30, y: 24, width: 14, height: 18, color: Self.skins[0]).face).loneSubjects
    let (hat, face) = (12 * 72 + 30, 24 * 72 + 30)
    #expect(maps[0][hat] == 255 && maps[0][face] == 255)
    #expect(maps[1][hat] == 0 && maps[1][face] == 255)
  }

  @Test(arguments: [
    ("a wall behind", Oval(x: 36, y: 30, width: 200, height: 200, color: skins[0])),
    ("a table", Oval(x: 36, y: 62, width: 40, height: 30, color: skins[1])),
    ("a beam", Oval(x: 36, y: 30, width: 60, height: 8, color: skins[1])),
    ("a speck", Oval(x: 36, y: 30, width: 9, height: 9, color: skins[0])),
    ("leaves", Oval(x: 36, y: 30, width: 14, height: 18, color: Pixel(red: 90, green: 140, blue: 60))),
    ("a grey stone", Oval(x: 36, y: 30, width: 14, height: 18, color: Pixel(red: 150, green: 146, blue: 140))),
  ])
  func `other shapes and colours are none`(_ name: String, _ oval: Oval) {
    #expect(heads(of: oval.face).allSatisfy { $0 == 0 }, "\(name)")
  }

  @Test func `what has no features is none, nor what has two tints`() {
    let oval = Oval(x: 36, y: 30, width: 14, height: 18, color: Pixel(red: 200, green: 172, blue: 150))
    #expect(heads(of: [oval]).allSatisfy { $0 == 0 })
    #expect(heads(of: oval.face).contains(255))
    // Both tints are those of skin.
    let cheek = Oval(x: 36, y: 36, width: 14, height: 11, color: Pixel(red: 205, green: 125, blue: 115))
    #expect(heads(of: oval.face + [cheek]).allSatisfy { $0 == 0 })
  }

  @Test func `what lies about by the dozen is none`() {
    let bowls = (0..<12).flatMap { number -> [Oval] in
      let (row, column) = number.quotientAndRemainder(dividingBy: 4)
      return Oval(x: 9 + 18 * column, y: 10 + 19 * row, width: 14, height: 16, color: Self.skins[1]).face
    }
    #expect(heads(of: bowls).allSatisfy { $0 == 0 })
  }

  struct Oval: Sendable {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
    var color: Pixel

    /// It with dark eyes and white teeth.
    var face: [Oval] {
      let eyes = [-1, 1].map {
        Oval(
          x: x + $0 * width / 4, y: y - height / 8, width: width / 3, height: height / 6,
          color: Pixel(red: 16, green: 14, blue: 18))
      }
      let teeth = Oval(
        x: x, y: y + height / 4, width: width / 2, height: height / 6, color: Pixel(red: 240, green: 238, blue: 236))
      return [self] + eyes + [teeth]
    }

    func contains(_ x: Int, _ y: Int) -> Bool {
      let (across, down) = (2 * (x - self.x) * height, 2 * (y - self.y) * width)
      return across * across + down * down <= width * width * height * height
    }
  }

  /// Ovals before a wall that is nearly as bright as the first of the skins.
  private func picture(of ovals: [Oval]) -> Image {
    .painted(size: Self.size) { x, y in
      ovals.last { $0.contains(x, y) }?.color ?? Pixel(red: UInt8(200 + x / 8), green: 192, blue: UInt8(184 + y / 8))
    }
  }

  private func saliency(of ovals: [Oval]) -> Saliency { Saliency(picture(of: ovals)) }

  private func heads(of ovals: [Oval]) -> [UInt8] {
    let picture = picture(of: ovals)
    let pixels = Buffer(picture.pixels)
    return Heads(pixels, size: picture.size) {
      Rarity(of: pixels, size: picture.size, engine: Engine(.portable))
    }.map()
  }
}
