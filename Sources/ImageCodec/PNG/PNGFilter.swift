/// Chooses a filter for each row of a PNG and applies it (PNG specification, third edition, section 9).
///
/// The filter whose bytes, taken as signed differences, have the smallest sum of magnitudes wins: the specification's own
/// advice (section 12.7) and what libpng does. All five are tried in loops without branches, which become vector code.
struct PNGFilter {
  /// Bytes of a packed row, without the filter's number before it.
  let rowBytes: Int

  private let width: Int
  private let channels: Int

  /// Of the picture that is read.
  private static let bytesPerPixel = 4

  /// - Parameters:
  ///   - width: pixels in a row.
  ///   - hasAlpha: whether alpha is kept; rows come with it in any case.
  init(width: Int, hasAlpha: Bool) {
    self.width = width
    channels = hasAlpha ? 4 : 3
    rowBytes = width * channels
  }

  /// The filtered rows of a picture, each after the number of its filter.
  ///
  /// - Parameters:
  ///   - rows: which to filter; the first may be any, as the row above it is read too.
  ///   - pixels: the whole picture, four bytes a pixel.
  func filter(rows: Range<Int>, of pixels: [UInt8]) -> [UInt8] {
    let stride = 1 + rowBytes
    return unsafe [UInt8](unsafeUninitializedCapacity: rows.count * stride) { result, count in
      // One row and the row above it, each after a pixel of zeros, and the candidates.
      let padded = channels + rowBytes
      unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * padded + 5 * rowBytes) { memory in
        guard let base = memory.baseAddress, let result = result.baseAddress else { return }
        unsafe base.initialize(repeating: 0, count: 2 * padded + 5 * rowBytes)
        unsafe pixels.withUnsafeBufferPointer { pixels in
          guard let pixels = pixels.baseAddress else { return }
          // All pointers stay within what was allocated here and within the picture's rows, whose size the caller states.
          var row = unsafe base + channels
          var above = unsafe base + padded + channels
          if rows.lowerBound > 0 {
            unsafe pack(pixels + (rows.lowerBound - 1) * width * Self.bytesPerPixel, into: above)
          }
          for y in rows {
            unsafe pack(pixels + y * width * Self.bytesPerPixel, into: row)
            let best = unsafe choose(row, above: above, candidates: base + 2 * padded)
            let place = unsafe result + (y - rows.lowerBound) * stride
            unsafe place[0] = UInt8(best)
            unsafe (place + 1).update(from: base + 2 * padded + best * rowBytes, count: rowBytes)
            unsafe swap(&row, &above)
          }
        }
      }
      count = rows.count * stride
    }
  }

  private func pack(_ pixels: UnsafePointer<UInt8>, into row: UnsafeMutablePointer<UInt8>) {
    if channels == 4 {
      unsafe row.update(from: pixels, count: rowBytes)
      return
    }
    for x in 0..<width {
      unsafe row[x &* 3] = pixels[x &* 4]
      unsafe row[x &* 3 &+ 1] = pixels[x &* 4 &+ 1]
      unsafe row[x &* 3 &+ 2] = pixels[x &* 4 &+ 2]
    }
  }

  /// Writes the row as each of the five filters makes it, one after the other, and says which is best.
  private func choose(
    _ row: UnsafePointer<UInt8>, above: UnsafePointer<UInt8>, candidates: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let count = rowBytes
    let left = unsafe row - channels
    let corner = unsafe above - channels
    let sub = unsafe candidates + count
    let up = unsafe candidates + 2 &* count
    let average = unsafe candidates + 3 &* count
    let paeth = unsafe candidates + 4 &* count
    unsafe candidates.update(from: row, count: count)
    for i in 0..<count { unsafe sub[i] = row[i] &- left[i] }
    for i in 0..<count { unsafe up[i] = row[i] &- above[i] }
    for i in 0..<count {
      let mean = unsafe (UInt16(left[i]) &+ UInt16(above[i])) &>> 1
      unsafe average[i] = row[i] &- UInt8(truncatingIfNeeded: mean)
    }
    for i in 0..<count {
      let (a, b, c) = unsafe (Int16(left[i]), Int16(above[i]), Int16(corner[i]))
      let distanceA = abs(b &- c)
      let distanceB = abs(a &- c)
      let distanceC = abs(a &+ b &- c &- c)
      let nearer = distanceB <= distanceC ? b : c
      let predicted = distanceA <= distanceB && distanceA <= distanceC ? a : nearer
      unsafe paeth[i] = row[i] &- UInt8(truncatingIfNeeded: predicted)
    }
    var best = 0
    var least = UInt32.max
    for number in 0..<5 {
      let sum = unsafe Self.magnitude(candidates + number &* count, count: count)
      if sum < least {
        least = sum
        best = number
      }
    }
    return best
  }

  /// Sum of the magnitudes of bytes taken as signed numbers.
  private static func magnitude(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt32 {
    var sum: UInt32 = 0
    for i in 0..<count {
      let byte = unsafe bytes[i]
      sum = sum &+ UInt32(min(byte, 0 &- byte))
    }
    return sum
  }
}
