/// A picture of 8-bit RGBA pixels, upright, with straight (not premultiplied) alpha.
///
/// Rows run from top to bottom without padding; a pixel is four bytes in the order red, green, blue, alpha.
/// Samples are in the colour space of `colorProfile`, or sRGB where there is none.
public struct Image: Hashable, Sendable {
  public let size: Size

  /// `size.area * 4` bytes.
  public private(set) var pixels: [UInt8]

  public var colorProfile: ColorProfile?

  /// - Precondition: `pixels` holds four bytes for each pixel of `size`.
  public init(size: Size, pixels: [UInt8], colorProfile: ColorProfile? = nil) {
    precondition(pixels.count == size.area * 4, "\(size) RGBA needs \(size.area * 4) bytes, not \(pixels.count)")
    self.size = size
    self.pixels = pixels
    self.colorProfile = colorProfile
  }

  /// A picture of one colour, opaque black unless told otherwise.
  public init(size: Size, fill: Pixel = Pixel(red: 0, green: 0, blue: 0)) {
    var pixels = [UInt8](repeating: 255, count: size.area * 4)
    for i in 0..<size.area {
      pixels[4 * i] = fill.red
      pixels[4 * i + 1] = fill.green
      pixels[4 * i + 2] = fill.blue
      pixels[4 * i + 3] = fill.alpha
    }
    self.init(size: size, pixels: pixels)
  }

  public var width: Int { size.width }
  public var height: Int { size.height }

  /// Bytes from one row to the next.
  public var stride: Int { size.width * 4 }

  public subscript(x x: Int, y y: Int) -> Pixel {
    get {
      let i = y * stride + x * 4
      return Pixel(red: pixels[i], green: pixels[i + 1], blue: pixels[i + 2], alpha: pixels[i + 3])
    }
    set {
      let i = y * stride + x * 4
      pixels[i] = newValue.red
      pixels[i + 1] = newValue.green
      pixels[i + 2] = newValue.blue
      pixels[i + 3] = newValue.alpha
    }
  }

  /// Whether every pixel has alpha 255.
  public var isOpaque: Bool {
    let bytes = pixels.span
    var start = 0
    // Blocks of a fixed size become vector instructions, and the first transparent one ends the search.
    while start + 256 <= bytes.count {
      var all: UInt8 = 255
      for i in 0..<256 { all &= bytes[start + i] | (i & 3 == 3 ? 0 : 255) }
      if all != 255 { return false }
      start += 256
    }
    return Swift.stride(from: start + 3, to: bytes.count, by: 4).allSatisfy { bytes[$0] == 255 }
  }

  /// Calls `body` with the bytes of the picture, in place.
  public mutating func withMutablePixels<R, E: Error>(
    _ body: (inout MutableSpan<UInt8>) throws(E) -> R
  ) throws(E) -> R {
    var span = pixels.mutableSpan
    return try body(&span)
  }
}

/// One pixel: red, green, blue and straight alpha, 0...255 each.
public struct Pixel: Hashable, Sendable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8
  public var alpha: UInt8

  public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }
}
