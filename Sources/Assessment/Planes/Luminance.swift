package import Raster

extension Plane<Float> {
  /// The luminance of a picture: 0.299 red + 0.587 green + 0.114 blue, 0...255, alpha left aside.
  ///
  /// The weights are those of ITU-R BT.601, which the measures of the literature are stated in.
  package init(luminanceOf image: Image) {
    self.init(size: image.size, repeating: 0)
    let pixels = image.pixels.span
    var target = values.mutableSpan
    for i in 0..<image.size.area {
      let red = Float(pixels[4 * i])
      let green = Float(pixels[4 * i + 1])
      let blue = Float(pixels[4 * i + 2])
      target[i] = 0.299 * red + 0.587 * green + 0.114 * blue
    }
  }

  /// One channel of a picture: 0 red, 1 green, 2 blue, 3 alpha.
  package init(channel: Int, of image: Image) {
    self.init(size: image.size, repeating: 0)
    let pixels = image.pixels.span
    var target = values.mutableSpan
    for i in 0..<image.size.area { target[i] = Float(pixels[4 * i + channel]) }
  }

  /// The picture of half the width and height, each value the mean of four; an odd last row or column is left out.
  func halved() -> Plane<Float> {
    let half = Size(width: width / 2, height: height / 2)
    var result = Plane<Float>(size: half, repeating: 0)
    let source = values.span
    var target = result.values.mutableSpan
    for y in 0..<half.height {
      let upper = 2 * y * width
      let lower = upper + width
      for x in 0..<half.width {
        let top = source[upper + 2 * x] + source[upper + 2 * x + 1]
        let bottom = source[lower + 2 * x] + source[lower + 2 * x + 1]
        target[y * half.width + x] = 0.25 * (top + bottom)
      }
    }
    return result
  }

  func cropped(to rect: Rect) -> Plane<Float> {
    precondition(
      Rect(x: 0, y: 0, width: width, height: height).contains(rect), "\(rect) is not inside a plane of \(size)")
    var result = Plane<Float>(size: rect.size, repeating: 0)
    let source = values.span
    var target = result.values.mutableSpan
    for y in 0..<rect.height {
      let start = (rect.y + y) * width + rect.x
      for x in 0..<rect.width { target[y * rect.width + x] = source[start + x] }
    }
    return result
  }

  /// The values of two planes of one size, combined place by place.
  @inline(__always)
  static func combined(_ a: Plane<Float>, _ b: Plane<Float>, _ body: (Float, Float) -> Float) -> Plane<Float> {
    precondition(a.size == b.size, "planes of \(a.size) and \(b.size)")
    var result = Plane<Float>(size: a.size, repeating: 0)
    let first = a.values.span
    let second = b.values.span
    var target = result.values.mutableSpan
    for i in 0..<a.size.area { target[i] = body(first[i], second[i]) }
    return result
  }
}
