internal import KernelInterface
internal import Raster

/// Finds what has the colour of skin and the shape of a head.
///
/// Nothing gives a made picture away like a second face, and faces are what saliency misses: skin differs little from
/// walls and wood. Two rules for its colour are tried, one for light that is bright (Kovač, Peer and Solina 2003,
/// section 3) and one that leaves brightness aside (Chai and Ngan 1999, section III), with less of what is hardly red.
/// What passes for a head is not continued beyond the picture, so a bowl or a house must not: it is asked for one tint and for
/// the contrast of a face, too.
struct Heads {
  /// Shares of the picture; of what is smaller, hardly anything is a head.
  private static let areas = 0.02...0.12

  /// Least share of the rectangle around it that a head takes.
  private static let leastFilling = 0.4

  /// Height over width, with neck and forehead or without.
  private static let shapes = 0.6...2.2

  /// Skin is of one tint: the standard deviation of Cr over it.
  private static let largestTintSpread = 10.0

  /// Eyes, hair and shading make a face bright and dark: the standard deviation of luma in the ellipse around it, as a share
  /// of the mean.
  private static let leastContrast = 0.25

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
      let candidates = components.areas.indices.filter {
        Self.isHeadShaped(components, $0) && Self.hasTintAndContrast(components, $0, pixels: pixels)
      }
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
      let ellipse = isBare(face) ? Ellipse(in: face) : Ellipse(in: face, growth: Self.growth)
      for place in map.indices where ellipse.contains(x: place % size.width, y: place / size.width) { map[place] = 255 }
    }
    return map
  }

  /// Whether a component has the tint of one thing, and the ellipse around it the contrast of a face.
  private static func hasTintAndContrast(_ components: Components, _ label: Int, pixels: Buffer<UInt8>) -> Bool {
    let ellipse = Ellipse(in: components.bounds[label])
    var (tint, luma) = (Spread(), Spread())
    for place in 0..<components.size.area {
      let (red, green, blue) = (Double(pixels[place * 4]), Double(pixels[place * 4 + 1]), Double(pixels[place * 4 + 2]))
      if components.labels[place] == label { tint.add(0.5 * red - 0.419 * green - 0.081 * blue) }
      if ellipse.contains(x: place % components.size.width, y: place / components.size.width) {
        luma.add(0.299 * red + 0.587 * green + 0.114 * blue)
      }
    }
    return tint.standardDeviation <= largestTintSpread && luma.standardDeviation >= leastContrast * luma.mean
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
}

/// The ellipse in a rectangle of places, or a larger one around the same centre.
private struct Ellipse {
  private let centre: (x: Double, y: Double)
  private let radius: (x: Double, y: Double)

  init(in bounds: Rect, growth: (share: Double, places: Double) = (share: 1, places: 0)) {
    centre = (x: Double(bounds.x + bounds.maxX - 1) / 2, y: Double(bounds.y + bounds.maxY - 1) / 2)
    radius = (
      x: Double(bounds.width) / 2 * growth.share + growth.places,
      y: Double(bounds.height) / 2 * growth.share + growth.places
    )
  }

  func contains(x: Int, y: Int) -> Bool {
    let (across, down) = ((Double(x) - centre.x) / radius.x, (Double(y) - centre.y) / radius.y)
    return across * across + down * down <= 1
  }
}

/// Adds up values for their mean and standard deviation.
private struct Spread {
  private var (count, sum, squares) = (0.0, 0.0, 0.0)

  mutating func add(_ value: Double) {
    count += 1
    sum += value
    squares += value * value
  }

  /// Those of all values so far, 0 of none.
  var mean: Double { count == 0 ? 0 : sum / count }
  var standardDeviation: Double { count == 0 ? 0 : max(0, squares / count - mean * mean).squareRoot() }
}
