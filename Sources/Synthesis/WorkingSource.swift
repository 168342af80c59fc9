internal import KernelInterface
internal import Raster

/// The source as the fill works on it: opaque colours and the texture level, at least `minimumSide` on each side.
struct WorkingSource {
  /// A patch and some freedom to choose another one; smaller sources are continued by reflection up to this.
  static let minimumSide = 24

  let size: Size

  /// Edges that remain to be filled around the working source.
  let edges: EdgeAmounts

  /// Where the real canvas lies on the working canvas.
  let canvasRect: Rect

  /// Red, green, blue (on white, where the source is transparent) and texture level; without the lines along its edges
  /// that are no part of what it shows.
  let pixels: Buffer<UInt8>

  /// The source as it is, with alpha; nil when it is opaque.
  let transparentPixels: Buffer<UInt8>?

  init(_ canvas: Canvas, engine: Engine) {
    let source = canvas.source
    let columns = Padding(length: source.width, before: canvas.edges.left, after: canvas.edges.right)
    let rows = Padding(length: source.height, before: canvas.edges.top, after: canvas.edges.bottom)
    size = Size(width: columns.length, height: rows.length)
    edges = EdgeAmounts(left: columns.before, right: columns.after, top: rows.before, bottom: rows.after)
    canvasRect = Rect(
      x: columns.canvasStart, y: rows.canvasStart, width: canvas.size.width, height: canvas.size.height)

    let isOpaque = source.isOpaque
    let padded = Self.reflected(source, to: size, x: columns.sourceStart, y: rows.sourceStart)
    transparentPixels = isOpaque ? nil : Self.buffer(Self.withoutHiddenColors(padded), engine: engine)
    pixels = Self.buffer(isOpaque ? padded : padded.flattened(), engine: engine)
    if isOpaque { EdgeLines(of: padded).erase(from: pixels, size: size) }
    TextureLevel.write(into: pixels, size: size, engine: engine)
  }

  /// The picture with white in place of the colours that full transparency hides: they must not reach what is seen.
  ///
  /// Where nothing is seen at all, they stay.
  private static func withoutHiddenColors(_ image: Image) -> Image {
    var result = image
    result.withMutablePixels { bytes in
      var visible: UInt8 = 0
      for i in stride(from: 3, to: bytes.count, by: 4) { visible |= bytes[i] }
      if visible == 0 { return }
      for i in stride(from: 0, to: bytes.count, by: 4) where bytes[i + 3] == 0 {
        for c in 0..<3 { bytes[i + c] = 255 }
      }
    }
    return result
  }

  private static func buffer(_ image: Image, engine: Engine) -> Buffer<UInt8> {
    let buffer = Buffer<UInt8>(uninitializedCount: image.pixels.count)
    engine.bands.forEach(in: 0..<image.pixels.count, bandHeight: 1 << 18) { band in
      buffer.replace(from: band.lowerBound, with: image.pixels[band])
    }
    return buffer
  }

  /// The picture at (`x`, `y`) of a larger one, continued by reflection.
  private static func reflected(_ image: Image, to size: Size, x: Int, y: Int) -> Image {
    if image.size == size { return image }
    func reflect(_ place: Int, _ length: Int) -> Int {
      let period = 2 * length
      let phase = ((place % period) + period) % period
      return phase < length ? phase : period - 1 - phase
    }
    var result = Image(size: size)
    for row in 0..<size.height {
      for column in 0..<size.width {
        result[x: column, y: row] = image[x: reflect(column - x, image.width), y: reflect(row - y, image.height)]
      }
    }
    return result
  }
}

/// One axis of a working canvas: how a short source is lengthened, into the new edges first.
private struct Padding {
  /// Length of the working source and where the real source starts in it.
  let length: Int
  let sourceStart: Int

  /// New edges that remain.
  let before: Int
  let after: Int

  /// Where the real canvas starts on the working canvas.
  let canvasStart: Int

  init(length: Int, before: Int, after: Int) {
    let missing = max(0, WorkingSource.minimumSide - length)
    let missingBefore = missing / 2
    let missingAfter = missing - missingBefore
    self.length = length + missing
    sourceStart = missingBefore
    self.before = max(0, before - missingBefore)
    self.after = max(0, after - missingAfter)
    canvasStart = max(0, missingBefore - before)
  }
}
