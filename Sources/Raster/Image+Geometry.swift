/// The eight ways in which a camera may have stored an upright picture (EXIF tag 0x0112, values 1...8).
public enum Orientation: Int, CaseIterable, Hashable, Sendable {
  case up = 1
  case upMirrored, down, downMirrored, leftMirrored, right, rightMirrored, left

  /// Whether the upright picture has the stored width as its height.
  public var swapsAxes: Bool { rawValue >= 5 }
}

extension Image {
  /// The part of the picture inside `rect`.
  ///
  /// - Precondition: `rect` lies inside the picture.
  public func cropped(to rect: Rect) -> Image {
    precondition(
      Rect(x: 0, y: 0, width: width, height: height).contains(rect), "\(rect) is not inside a picture of \(size)")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rect.size.area * 4)
    for y in rect.rows {
      let start = y * stride + rect.x * 4
      bytes.append(contentsOf: pixels[start..<start + rect.width * 4])
    }
    return Image(size: rect.size, pixels: bytes, colorProfile: colorProfile)
  }

  /// Replaces the pixels from (`x`, `y`) on by those of `other`.
  ///
  /// - Precondition: `other` fits at that place.
  public mutating func paste(_ other: Image, x: Int, y: Int) {
    precondition(
      Rect(x: 0, y: 0, width: width, height: height)
        .contains(Rect(x: x, y: y, width: other.width, height: other.height)),
      "\(other.size) does not fit at (\(x), \(y)) in a picture of \(size)")
    let stride = stride
    withMutablePixels { target in
      let source = other.pixels.span
      for row in 0..<other.height {
        let to = (y + row) * stride + x * 4
        let from = row * other.stride
        for i in 0..<other.stride { target[to + i] = source[from + i] }
      }
    }
  }

  /// The upright picture, when this one was stored in `orientation`.
  public func upright(from orientation: Orientation) -> Image {
    if orientation == .up { return self }
    let upright = orientation.swapsAxes ? Size(width: height, height: width) : size
    let right = width - 1
    let bottom = height - 1
    var result = Image(size: upright, pixels: pixels, colorProfile: colorProfile)
    for y in 0..<upright.height {
      for x in 0..<upright.width {
        result[x: x, y: y] =
          switch orientation {
          case .up: self[x: x, y: y]
          case .upMirrored: self[x: right - x, y: y]
          case .down: self[x: right - x, y: bottom - y]
          case .downMirrored: self[x: x, y: bottom - y]
          case .leftMirrored: self[x: y, y: x]
          case .right: self[x: y, y: bottom - x]
          case .rightMirrored: self[x: right - y, y: bottom - x]
          case .left: self[x: right - y, y: x]
          }
      }
    }
    return result
  }

  /// The opaque picture that results on a background of one colour; alpha is rounded to nearest.
  public func flattened(on background: Pixel = Pixel(red: 255, green: 255, blue: 255)) -> Image {
    if isOpaque { return self }
    var flat = self
    let back = [UInt32(background.red), UInt32(background.green), UInt32(background.blue)]
    flat.withMutablePixels { bytes in
      for i in Swift.stride(from: 0, to: bytes.count, by: 4) {
        let alpha = UInt32(bytes[i + 3])
        for c in 0..<3 {
          bytes[i + c] = UInt8((UInt32(bytes[i + c]) * alpha + back[c] * (255 - alpha) + 127) / 255)
        }
        bytes[i + 3] = 255
      }
    }
    return flat
  }
}
