package import Raster

extension Image {
  /// Where two pictures of one size differ, as a heat map: black for nothing, then blue, red and yellow, white for
  /// differences of `full` levels and more.
  ///
  /// Of red, green and blue, the one that differs most counts.
  package static func differenceMap(_ a: Image, _ b: Image, full: Int = 64) -> Image {
    precondition(a.size == b.size, "pictures of \(a.size) and \(b.size)")
    let colors = (0...255).map { heat(Double(min($0, full)) / Double(full)) }
    var result = Image(size: a.size)
    let (first, second) = (a.pixels.span, b.pixels.span)
    result.withMutablePixels { target in
      for i in Swift.stride(from: 0, to: target.count, by: 4) {
        var most = 0
        for c in 0..<3 { most = max(most, abs(Int(first[i + c]) - Int(second[i + c]))) }
        let color = colors[most]
        target[i] = color.red
        target[i + 1] = color.green
        target[i + 2] = color.blue
      }
    }
    return result
  }

  /// The colour of a share of the scale, 0...1: it grows lighter all the way, so that it reads without hues too.
  private static func heat(_ share: Double) -> Pixel {
    let stops: [(Double, Double, Double)] = [
      (0, 0, 0), (40, 20, 140), (190, 30, 90), (250, 160, 30), (255, 255, 255),
    ]
    let place = share * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    let (low, high, part) = (stops[index], stops[index + 1], place - Double(index))
    func mix(_ a: Double, _ b: Double) -> UInt8 { UInt8((a + (b - a) * part).rounded()) }
    return Pixel(red: mix(low.0, high.0), green: mix(low.1, high.1), blue: mix(low.2, high.2))
  }
}
