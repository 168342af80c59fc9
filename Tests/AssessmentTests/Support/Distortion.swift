import Raster

/// Ways to make a picture worse that need whole numbers only, as `expected_values.py` has them too.
enum Distortion: String, CaseIterable, Sendable {
  case noise, blur, darker

  func callAsFunction(_ image: Image) -> Image {
    var result = image
    for y in 0..<image.height {
      for x in 0..<image.width {
        var samples: [Int] = []
        for c in 0..<3 { samples.append(sample(image, x, y, c)) }
        result[x: x, y: y] = Pixel(
          red: UInt8(samples[0]), green: UInt8(samples[1]), blue: UInt8(samples[2]))
      }
    }
    return result
  }

  private func sample(_ image: Image, _ x: Int, _ y: Int, _ channel: Int) -> Int {
    func value(_ x: Int, _ y: Int) -> Int {
      let row = min(max(y, 0), image.height - 1) * image.stride
      return Int(image.pixels[row + 4 * min(max(x, 0), image.width - 1) + channel])
    }
    switch self {
    case .noise:
      let offset = (x * 73 + y * 151 + channel * 199 + x * y * 31) % 41 - 20
      return min(max(value(x, y) + offset, 0), 255)
    case .blur:
      var sum = 4
      for j in -1...1 {
        for i in -1...1 { sum += value(x + i, y + j) }
      }
      return sum / 9
    case .darker:
      return value(x, y) * 7 / 8
    }
  }
}
