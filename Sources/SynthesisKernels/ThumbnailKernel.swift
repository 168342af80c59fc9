import KernelInterface

/// Writes the thumbnails of the patches of one row of corners; see `ThumbnailView`.
@inline(__always)
func thumbnailsOfRow(
  pixels: UnsafePointer<UInt8>, width: Int, row: Int, shape: ThumbnailShape, stride: Int,
  into planes: UnsafeMutablePointer<UInt8>
) {
  for x in 0..<width &- 7 {
    let patch = pixels + (row &* width &+ x) &* 4
    writeThumbnail(of: patch, rowBytes: width &* 4, shape: shape, stride: stride, into: planes + x)
  }
}

/// Writes the thumbnail of one patch, `stride` bytes from value to value.
@inline(__always)
func writeThumbnail(
  of patch: UnsafePointer<UInt8>, rowBytes: Int, shape: ThumbnailShape, stride: Int,
  into values: UnsafeMutablePointer<UInt8>
) {
  let total = channelSums(patch, rowBytes, x: shape.left, y: shape.top, columns: shape.columns, rows: shape.rows)
  let mean = SIMD4<Float>(total) * (1 / Float(shape.area))
  let cellScale = 1 / Float(shape.cellArea)
  var value = values
  for cell in 0..<ThumbnailShape.cellCount {
    let corner = shape.corner(ofCell: cell)
    let sums = channelSums(
      patch, rowBytes, x: corner.x, y: corner.y, columns: shape.cellColumns, rows: shape.cellRows)
    let centred = SIMD4<Float>(sums) * cellScale - mean + 128
    for c in 0..<3 {
      value.pointee = nearestByte(centred[c])
      value += stride
    }
  }
  for c in 0..<4 {
    value.pointee = nearestByte(mean[c])
    value += stride
  }
}

@inline(__always)
private func channelSums(
  _ patch: UnsafePointer<UInt8>, _ rowBytes: Int, x: Int, y: Int, columns: Int, rows: Int
) -> SIMD4<Int32> {
  var sums = SIMD4<Int32>()
  for row in y..<y &+ rows {
    for column in x..<x &+ columns {
      let pixel = UnsafeRawPointer(patch + (row &* rowBytes &+ column &* 4)).loadUnaligned(as: SIMD4<UInt8>.self)
      sums = sums &+ SIMD4<Int32>(truncatingIfNeeded: pixel)
    }
  }
  return sums
}

@inline(__always)
private func nearestByte(_ value: Float) -> UInt8 { UInt8(min(max(value, 0), 255) + 0.5) }

/// Bounds the cost of all sources of a row from below by their thumbnails.
struct ThumbnailBound {
  let view: ThumbnailView

  /// The target's thumbnail.
  let target: UnsafeMutablePointer<Int16>

  /// A bound for each source of a row, in steps of `step`.
  let bounds: UnsafeMutablePointer<UInt16>

  /// Largest shift of a channel, in levels of intensity, rounded up.
  let largestShift: Int16

  /// - Parameters:
  ///   - patch: the target's patch, of which the part of the view's shape counts; `target` gets its thumbnail.
  ///   - biasLimit: largest shift of a whole patch, in sums over its pixels.
  @inline(__always)
  init(
    view: ThumbnailView, ofPatch patch: UnsafePointer<UInt8>, rowBytes: Int, biasLimit: Int32,
    target: UnsafeMutablePointer<Int16>, bounds: UnsafeMutablePointer<UInt16>
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ThumbnailShape.valueCount) { values in
      guard let values = values.baseAddress else { return }
      writeThumbnail(of: patch, rowBytes: rowBytes, shape: view.shape, stride: 1, into: values)
      for i in 0..<ThumbnailShape.valueCount { target[i] = Int16(values[i]) }
    }
    self.view = view
    self.target = target
    self.bounds = bounds
    let area = Int32(patchArea)
    largestShift = Int16(truncatingIfNeeded: (biasLimit &+ area &- 1) / area)
  }

  /// Differences above these count as these, so that sums stay below 65536.
  private static let largest: (cell: Int16, mean: Int16, texture: Int16) = (180, 64, 128)

  /// The bound for a whole patch is 16 · cell area · 64 / area times what is stored.
  private var step: Int { 16 &* view.shape.cellArea &* patchArea }

  /// From this bound on, a source costs `cost` or more.
  ///
  /// A thousandth and two steps more make up for means that are rounded to floating point and for the gain of a shift,
  /// which is rounded down.
  @inline(__always)
  func least(costing cost: Int32) -> Int { Int(cost) &* view.shape.area / step &* 1001 / 1000 &+ 2 }

  /// Writes the bounds of a row of sources.
  ///
  /// With d the difference of two pixels and m that of the means of their parts, Σ d² = Σ (d - m)² + area · m², and a
  /// shift of at most `largestShift` explains no more than area · m², nor leaves less than
  /// area · (|m| - `largestShift`)². Cells bound the first term. Each value is rounded, so a difference may be too large
  /// by one.
  @inline(__always)
  func bound(row: Int, flipped: Bool) {
    let stride = view.stride
    let source = (flipped ? view.flipped : view.plain) + row &* ThumbnailShape.valueCount &* stride
    let means = ThumbnailShape.cellCount &* 3
    // Memory of this function alone, which the compiler keeps in a register.
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: ThumbnailShape.lanes) { memory in
      guard let sums = memory.baseAddress else { return }
      var x = 0
      while x < stride {
        let planes = source + x
        for lane in 0..<ThumbnailShape.lanes { sums[lane] = 0 }
        for i in 0..<means {
          add(planes + i &* stride, target[i], slack: 1, largest: Self.largest.cell, shift: 4, to: sums)
        }
        // The area is at least eight times that of a cell, which a step of 16 leaves the half of.
        for i in means..<means &+ 3 {
          add(
            planes + i &* stride, target[i], slack: largestShift &+ 1, largest: Self.largest.mean, shift: 1, to: sums)
        }
        let texture = means &+ 3
        add(
          planes + texture &* stride, target[texture], slack: 1, largest: Self.largest.texture, shift: 1, to: sums)
        for lane in 0..<ThumbnailShape.lanes { bounds[x &+ lane] = sums[lane] }
        x = x &+ ThumbnailShape.lanes
      }
    }
  }

  /// Adds the squares of what the differences exceed `slack` by, divided by a power of two.
  @inline(__always)
  private func add(
    _ plane: UnsafePointer<UInt8>, _ value: Int16, slack: Int16, largest: Int16, shift: UInt16,
    to sums: UnsafeMutablePointer<UInt16>
  ) {
    for lane in 0..<ThumbnailShape.lanes {
      let difference = Int16(plane[lane]) &- value
      let distance = (difference < 0 ? 0 &- difference : difference) &- slack
      let excess = distance < 0 ? 0 : distance > largest ? largest : distance
      sums[lane] = sums[lane] &+ UInt16(bitPattern: excess &* excess) &>> shift
    }
  }
}
