internal import KernelInterface
internal import Raster

/// Finds what has the colour of skin and the shape of a head.
///
/// Nothing gives a made picture away like a second face, and faces are what saliency misses: skin differs little from
/// walls and wood. Two rules for its colour are tried, one for light that is bright (Kovač, Peer and Solina 2003,
/// section 3) and one that leaves brightness aside (Chai and Ngan 1999, section III), with less of what is hardly red. A
/// parcel or a bowl may pass for a head: to see such a thing twice is no better.
struct Heads {
  /// Shares of the picture.
  private static let areas = 0.008...0.12

  /// Least share of the rectangle around it that a head takes.
  private static let leastFilling = 0.4

  /// Height over width, with neck and forehead or without.
  private static let shapes = 0.6...2.2

  /// How rare a head is, the middle of what lies beside it being 1: bowls of the same spice are less.
  private static let leastRarity: Float = 1.05

  /// Hair around a face, as a share of it, and what a place of the map may miss.
  private static let growth = (share: 1.5, places: 1.0)

  private let size: Size

  /// The rectangles around the faces.
  private var faces: [Rect] = []

  /// - Parameters:
  ///   - pixels: a picture of four-byte pixels.
  ///   - rarity: how rare each part of the picture is; asked if something has the right colour and shape.
  init(_ pixels: Buffer<UInt8>, size: Size, rarity: () -> Rarity) {
    self.size = size
    for isSkin in [Self.isBrightSkin, Self.isSkinOfAnyBrightness] {
      let mask = (0..<size.area).map { place in
        isSkin(Int(pixels[place * 4]), Int(pixels[place * 4 + 1]), Int(pixels[place * 4 + 2]))
      }
      let components = Components(of: mask, size: size)
      let candidates = components.areas.indices.filter { Self.isHeadShaped(components, $0) }
      if candidates.isEmpty { continue }
      for label in candidates where components.rarity(of: label, rarity()) ?? 0 >= Self.leastRarity {
        faces.append(components.bounds[label])
      }
    }
  }

  /// 255 at the places of heads, 0 elsewhere.
  ///
  /// - Parameter isBare: whether only its face counts, and not the hair around it, by the rectangle around the face.
  func map(isBare: (Rect) -> Bool = { _ in false }) -> [UInt8] {
    var map = [UInt8](repeating: 0, count: size.area)
    for face in faces {
      Self.draw(face, growth: isBare(face) ? (share: 1, places: 0) : Self.growth, on: &map, width: size.width)
    }
    return map
  }

  private static func isBrightSkin(red: Int, green: Int, blue: Int) -> Bool {
    let range = max(red, green, blue) - min(red, green, blue)
    return red > 95 && green > 40 && blue > 20 && range > 15 && red - green > 15 && red > blue
  }

  /// In thousandths: Cb within 77...127, Cr within 138...173, and not black.
  private static func isSkinOfAnyBrightness(red: Int, green: Int, blue: Int) -> Bool {
    let luma = 299 * red + 587 * green + 114 * blue
    let cb = 128_000 - 169 * red - 331 * green + 500 * blue
    let cr = 128_000 + 500 * red - 419 * green - 81 * blue
    return luma >= 40_000 && (77_000...127_000).contains(cb) && (138_000...173_000).contains(cr)
  }

  /// Whether a component has the size and shape of a head, and none of the edges cuts it but the upper one.
  private static func isHeadShaped(_ components: Components, _ label: Int) -> Bool {
    let (size, bounds) = (components.size, components.bounds[label])
    let area = Double(components.areas[label])
    return areas.contains(area / Double(size.area)) && area >= leastFilling * Double(bounds.size.area)
      && shapes.contains(Double(bounds.height) / Double(bounds.width))
      && [.left, .bottom, .right].allSatisfy { !components.isCut(label, by: $0) }
  }

  /// Draws an ellipse as large as a rectangle, or larger by `growth`.
  private static func draw(
    _ bounds: Rect, growth: (share: Double, places: Double), on map: inout [UInt8], width: Int
  ) {
    let height = map.count / width
    let centre = (x: Double(bounds.x + bounds.maxX - 1) / 2, y: Double(bounds.y + bounds.maxY - 1) / 2)
    let radius = (
      x: Double(bounds.width) / 2 * growth.share + growth.places,
      y: Double(bounds.height) / 2 * growth.share + growth.places
    )
    for y in 0..<height {
      for x in 0..<width {
        let (across, down) = ((Double(x) - centre.x) / radius.x, (Double(y) - centre.y) / radius.y)
        if across * across + down * down <= 1 { map[y * width + x] = 255 }
      }
    }
  }
}
