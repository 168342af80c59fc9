import Raster

extension Measure {
  package static let strangeColors = Measure(
    id: "color.strange", title: "New area in colours that the source has nowhere", unit: "%", direction: .lower,
    decimals: 1, noticeable: 5)
}

/// The share of the new region, in percent, whose colours the source has nowhere; lower is better.
///
/// Of blocks of 16×16 pixels that are wholly new, those whose mean colour is more than 30 levels of RGB distance away
/// from that of every block of the kept pixels.
enum StrangeColors {
  private static let side = 16
  private static let farAway: Float = 30

  static func value(_ image: Image, kept: Rect) -> Double? {
    var known: [SIMD4<Float>] = []
    var new: [SIMD4<Float>] = []
    for y in stride(from: 0, through: image.height - side, by: side) {
      for x in stride(from: 0, through: image.width - side, by: side) {
        let block = Rect(x: x, y: y, width: side, height: side)
        if kept.contains(block) {
          known.append(meanColor(of: image, in: block))
        } else if x >= kept.maxX || y >= kept.maxY || block.maxX <= kept.x || block.maxY <= kept.y {
          new.append(meanColor(of: image, in: block))
        }
      }
    }
    if known.isEmpty || new.isEmpty { return nil }
    let strange = new.count { color in
      !known.contains { other in
        let difference = color - other
        return (difference * difference).sum() <= farAway * farAway
      }
    }
    return 100 * Double(strange) / Double(new.count)
  }

  private static func meanColor(of image: Image, in rect: Rect) -> SIMD4<Float> {
    let pixels = image.pixels.span
    var (red, green, blue): (Int32, Int32, Int32) = (0, 0, 0)
    for y in rect.rows {
      let row = y * image.stride
      for x in rect.columns {
        red += Int32(pixels[row + 4 * x])
        green += Int32(pixels[row + 4 * x + 1])
        blue += Int32(pixels[row + 4 * x + 2])
      }
    }
    return SIMD4(Float(red), Float(green), Float(blue), 0) / Float(rect.size.area)
  }
}
