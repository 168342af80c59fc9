import KernelInterface

/// Moments of the patches of a picture, one row of corners after the other: channel sums and, if wanted, contrast.
///
/// The *contrast* is what the pixels differ from their mean colour: the variance, summed over red, green and blue. Sums
/// of whole columns move down with the row, so that a row of corners costs two rows of pixels instead of eight.
struct PatchMoments {
  let pixels: UnsafePointer<UInt8>
  let stride: Int

  /// First corner of each row, and how many there are.
  let x: Int
  let count: Int

  let memory: Memory

  /// The row that the sums belong to; none before the first `move`.
  private var row = -2

  /// Channel sums of the row that `move` went to, four values a corner.
  @inline(__always)
  var sums: UnsafePointer<UInt16> { UnsafePointer(memory.sums) }

  @inline(__always)
  init(pixels: UnsafePointer<UInt8>, stride: Int, x: Int, count: Int, memory: Memory) {
    self.pixels = pixels
    self.stride = stride
    self.x = x
    self.count = count
    self.memory = memory
  }

  /// Moments of corner `x`: sums of red, green and blue, and contrast; needs memory for contrast.
  @inline(__always)
  func values(x: Int) -> SIMD4<Int32> {
    let place = x &- self.x
    var moments = momentsOfCorner(sums, place)
    if let contrast = memory.contrast { moments.w = Int32(contrast.values[place]) }
    return moments
  }

  /// Computes the moments of the corners of row `y`; cheap if it is the next row.
  @inline(__always)
  mutating func move(to y: Int) {
    let first = pixels + (y &* stride &+ x &* 4)
    let bytes = (count &+ 7) &* 4
    let isNext = y == row &+ 1
    row = y
    if isNext {
      let dropped = first - stride
      addRow(first + 7 &* stride, minus: dropped, bytes: bytes)
    } else {
      for i in 0..<bytes { memory.columnSums[i] = 0 }
      if let contrast = memory.contrast {
        for i in 0..<count &+ 7 { contrast.columnSquares[i] = 0 }
      }
      for i in 0..<patchSide { addRow(first + i &* stride, bytes: bytes) }
    }
    sumColumns()
  }

  @inline(__always)
  private func addRow(_ added: UnsafePointer<UInt8>, minus dropped: UnsafePointer<UInt8>, bytes: Int) {
    let columnSums = memory.columnSums
    for i in 0..<bytes { columnSums[i] = columnSums[i] &+ UInt16(added[i]) &- UInt16(dropped[i]) }
    guard let columnSquares = memory.contrast?.columnSquares else { return }
    for i in 0..<bytes / 4 {
      columnSquares[i] = columnSquares[i] &+ Self.square(added + i &* 4) &- Self.square(dropped + i &* 4)
    }
  }

  @inline(__always)
  private func addRow(_ added: UnsafePointer<UInt8>, bytes: Int) {
    let columnSums = memory.columnSums
    for i in 0..<bytes { columnSums[i] = columnSums[i] &+ UInt16(added[i]) }
    guard let columnSquares = memory.contrast?.columnSquares else { return }
    for i in 0..<bytes / 4 { columnSquares[i] = columnSquares[i] &+ Self.square(added + i &* 4) }
  }

  @inline(__always)
  private static func square(_ pixel: UnsafePointer<UInt8>) -> UInt32 {
    let value = UnsafeRawPointer(pixel).loadUnaligned(as: UInt32.self)
    let (red, green, blue) = (value & 255, (value &>> 8) & 255, (value &>> 16) & 255)
    return red &* red &+ green &* green &+ blue &* blue
  }

  @inline(__always)
  private func sumColumns() {
    let columns = memory.columnSums
    let sums = memory.sums
    for i in 0..<count &* 4 {
      let left = columns[i] &+ columns[i &+ 4] &+ columns[i &+ 8] &+ columns[i &+ 12]
      sums[i] = left &+ columns[i &+ 16] &+ columns[i &+ 20] &+ columns[i &+ 24] &+ columns[i &+ 28]
    }
    guard let contrast = memory.contrast else { return }
    let squares = contrast.columnSquares
    for i in 0..<count {
      let left = squares[i] &+ squares[i &+ 1] &+ squares[i &+ 2] &+ squares[i &+ 3]
      let total = left &+ squares[i &+ 4] &+ squares[i &+ 5] &+ squares[i &+ 6] &+ squares[i &+ 7]
      let (red, green, blue) = (UInt32(sums[i &* 4]), UInt32(sums[i &* 4 &+ 1]), UInt32(sums[i &* 4 &+ 2]))
      // 64 · 64 · 3 · 255² fits; what is left is at most 3 · 127.5².
      let variance = (64 &* total &- red &* red &- green &* green &- blue &* blue) &>> 12
      contrast.values[i] = UInt16(truncatingIfNeeded: variance)
    }
  }

  /// Room for the moments of one row of corners, and for the columns that they are made of.
  struct Memory {
    let sums: UnsafeMutablePointer<UInt16>
    let columnSums: UnsafeMutablePointer<UInt16>
    let contrast: ContrastMemory?

    /// For so many corners; whoever allocates it has to deallocate it.
    @inline(__always)
    static func allocate(count: Int) -> Memory {
      Memory(sums: .allocate(capacity: count &* 4), columnSums: .allocate(capacity: (count &+ 7) &* 4), contrast: nil)
    }

    @inline(__always)
    func deallocate() {
      sums.deallocate()
      columnSums.deallocate()
    }

    /// Runs `body` with memory for so many corners and their contrast.
    @inline(__always)
    static func withContrast(count: Int, _ body: (Memory) -> Void) {
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count &+ 8) { squares in
        withUnsafeTemporaryAllocation(of: UInt16.self, capacity: (count &+ 8) &* 9) { values in
          guard let columnSquares = squares.baseAddress, let contrast = values.baseAddress else { return }
          let sums = contrast + count
          let memory = Memory(
            sums: sums, columnSums: sums + count &* 4,
            contrast: ContrastMemory(values: contrast, columnSquares: columnSquares))
          body(memory)
        }
      }
    }
  }

  struct ContrastMemory {
    let values: UnsafeMutablePointer<UInt16>
    let columnSquares: UnsafeMutablePointer<UInt32>
  }
}
