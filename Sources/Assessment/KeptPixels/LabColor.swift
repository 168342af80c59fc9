import Raster

/// A colour of CIE L*a*b* under the white of D65: lightness 0...100, and two axes of colour.
struct LabColor: Hashable, Sendable {
  var lightness: Double
  var a: Double
  var b: Double

  init(lightness: Double, a: Double, b: Double) {
    self.lightness = lightness
    self.a = a
    self.b = b
  }

  /// - Parameters: samples of sRGB, 0...255.
  init(red: Double, green: Double, blue: Double) {
    self.init(linearRed: Self.linear(red / 255), Self.linear(green / 255), Self.linear(blue / 255))
  }

  init(_ pixel: Pixel) {
    self.init(
      linearRed: Self.table[Int(pixel.red)], Self.table[Int(pixel.green)], Self.table[Int(pixel.blue)])
  }

  /// IEC 61966-2-1:1999 for the primaries, and CIE 15:2004, section 8.2.1, for the rest.
  private init(linearRed red: Double, _ green: Double, _ blue: Double) {
    let x = Self.compressed((0.412453 * red + 0.357580 * green + 0.180423 * blue) / 0.95047)
    let y = Self.compressed(0.212671 * red + 0.715160 * green + 0.072169 * blue)
    let z = Self.compressed((0.019334 * red + 0.119193 * green + 0.950227 * blue) / 1.08883)
    self.init(lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
  }

  private static let table = (0...255).map { linear(Double($0) / 255) }

  private static func linear(_ sample: Double) -> Double {
    sample <= 0.04045 ? sample / 12.92 : Mathematics.power((sample + 0.055) / 1.055, 2.4)
  }

  private static func compressed(_ value: Double) -> Double {
    value > 0.008856 ? Mathematics.cubeRoot(value) : 7.787 * value + 16.0 / 116
  }
}

extension LabColor {
  /// The CIEDE2000 difference of two colours: 0 for equal ones, about 1 where an eye begins to tell them apart.
  ///
  /// With k_L = k_C = k_H = 1. Sharma, Wu and Dalal 2005: The CIEDE2000 color-difference formula: implementation notes,
  /// supplementary test data, and mathematical observations, DOI 10.1002/col.20070.
  func difference(to other: LabColor) -> Double {
    func chroma(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    func seventh(_ x: Double) -> Double { x * x * x * x * x * x * x }
    let turn = 2 * Double.pi

    let meanChroma = (chroma(a, b) + chroma(other.a, other.b)) / 2
    let weight = seventh(meanChroma)
    let stretch = 1 + 0.5 * (1 - (weight / (weight + seventh(25))).squareRoot())
    let (a1, a2) = (a * stretch, other.a * stretch)
    let (c1, c2) = (chroma(a1, b), chroma(a2, other.b))
    func hue(_ a: Double, _ b: Double) -> Double {
      let angle = Mathematics.angle(x: a, y: b)
      return angle < 0 ? angle + turn : angle
    }
    let (h1, h2) = (hue(a1, b), hue(a2, other.b))
    let isGray = c1 * c2 == 0

    var hueStep = isGray ? 0 : h2 - h1
    if hueStep > .pi { hueStep -= turn } else if hueStep < -.pi { hueStep += turn }
    let deltaL = other.lightness - lightness
    let deltaC = c2 - c1
    let deltaH = 2 * (c1 * c2).squareRoot() * Mathematics.sine(hueStep / 2)

    let l = (lightness + other.lightness) / 2
    let c = (c1 + c2) / 2
    var h = h1 + h2
    if !isGray {
      if (h1 - h2).magnitude > .pi { h += h < turn ? turn : -turn }
      h /= 2
    }
    func cosine(_ factor: Double, minus degrees: Double) -> Double {
      Mathematics.cosine(factor * h - degrees * .pi / 180)
    }
    let t =
      1 - 0.17 * cosine(1, minus: 30) + 0.24 * cosine(2, minus: 0) + 0.32 * cosine(3, minus: -6)
      - 0.20 * cosine(4, minus: 63)
    let off = (l - 50) * (l - 50)
    let sl = 1 + 0.015 * off / (20 + off).squareRoot()
    let sc = 1 + 0.045 * c
    let sh = 1 + 0.015 * c * t
    let bend = (h * 180 / .pi - 275) / 25
    let rotation =
      -Mathematics.sine(Double.pi / 3 * Mathematics.exponential(-bend * bend))
      * 2 * (seventh(c) / (seventh(c) + seventh(25))).squareRoot()
    let (dl, dc, dh) = (deltaL / sl, deltaC / sc, deltaH / sh)
    return max(0, dl * dl + dc * dc + dh * dh + rotation * dc * dh).squareRoot()
  }
}
