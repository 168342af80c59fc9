/// Memory of a vote: the last eight patch rows, and their sums above each pixel.
struct VoteScratch {
  let columns: Int

  /// Sums along each patch row of the weight, and of weight · shift (red, green, blue, 0).
  let allWeightPrefixes: UnsafeMutablePointer<Int64>
  let allShiftPrefixes: UnsafeMutablePointer<Int64>

  /// Sums of weight · source pixel of the eight rows of pixels under the newest patch row.
  let allPixelSums: UnsafeMutablePointer<Int64>

  /// For each patch of the newest row, where its run starts, or -1; and the weights of one run above each value of a pixel.
  let runStarts: UnsafeMutablePointer<Int32>
  let runWeights: UnsafeMutablePointer<UInt32>

  /// Weights of the newest patch row by their distance alone, and in all; and for each of the last eight the heaviest patch
  /// over each pixel column.
  let distanceWeights: UnsafeMutablePointer<UInt32>
  let weights: UnsafeMutablePointer<UInt32>
  let allRowWeights: UnsafeMutablePointer<UInt32>
  let allRowColumns: UnsafeMutablePointer<Int32>
  let pixels: Int

  /// For some pixels of a row, the weight and the corner of the heaviest patch over them.
  let heaviestWeights: UnsafeMutablePointer<Int64>
  let heaviestRows: UnsafeMutablePointer<Int32>
  let heaviestColumns: UnsafeMutablePointer<Int32>

  /// For each corner, over how many rows upwards (up to 8) the eight patches to its left continue each other.
  let uniformRows: UnsafeMutablePointer<UInt8>

  /// For each pixel, sums over the window of weight · shift (red, green, blue, 0), and of weight.
  let shiftWindow: UnsafeMutablePointer<Int64>
  let weightWindow: UnsafeMutablePointer<Int64>

  /// For each value of a pixel, a half over the sum of the weights.
  let inverses: UnsafeMutablePointer<Double>

  /// For `PatchMoments` of the newest row.
  let moments: PatchMoments.Memory

  init(columns: Int, pixels: Int) {
    self.columns = columns
    allWeightPrefixes = .allocate(capacity: 8 &* (columns &+ 1))
    allWeightPrefixes.initialize(repeating: 0, count: 8 &* (columns &+ 1))
    allShiftPrefixes = .allocate(capacity: 8 &* (columns &+ 1) &* 4)
    allShiftPrefixes.initialize(repeating: 0, count: 8 &* (columns &+ 1) &* 4)
    allPixelSums = .allocate(capacity: 8 &* pixels &* 4)
    allPixelSums.initialize(repeating: 0, count: 8 &* pixels &* 4)
    runStarts = .allocate(capacity: columns)
    runWeights = .allocate(capacity: (columns &+ 8) &* 4)
    self.pixels = pixels
    distanceWeights = .allocate(capacity: columns)
    weights = .allocate(capacity: columns)
    weights.initialize(repeating: 0, count: columns)
    allRowWeights = .allocate(capacity: 8 &* pixels)
    allRowWeights.initialize(repeating: 0, count: 8 &* pixels)
    allRowColumns = .allocate(capacity: 8 &* pixels)
    allRowColumns.initialize(repeating: 0, count: 8 &* pixels)
    heaviestWeights = .allocate(capacity: pixels)
    heaviestRows = .allocate(capacity: pixels)
    heaviestColumns = .allocate(capacity: pixels)
    uniformRows = .allocate(capacity: columns)
    uniformRows.initialize(repeating: 0, count: columns)
    shiftWindow = .allocate(capacity: pixels &* 4)
    shiftWindow.initialize(repeating: 0, count: pixels &* 4)
    weightWindow = .allocate(capacity: pixels)
    weightWindow.initialize(repeating: 0, count: pixels)
    inverses = .allocate(capacity: pixels &* 4)
    moments = .allocate(count: columns)
  }

  func deallocate() {
    allWeightPrefixes.deallocate()
    allShiftPrefixes.deallocate()
    allPixelSums.deallocate()
    runStarts.deallocate()
    runWeights.deallocate()
    distanceWeights.deallocate()
    weights.deallocate()
    allRowWeights.deallocate()
    allRowColumns.deallocate()
    heaviestWeights.deallocate()
    heaviestRows.deallocate()
    heaviestColumns.deallocate()
    uniformRows.deallocate()
    shiftWindow.deallocate()
    weightWindow.deallocate()
    inverses.deallocate()
    moments.deallocate()
  }

  @inline(__always)
  func weightPrefix(_ row: Int) -> UnsafeMutablePointer<Int64> { allWeightPrefixes + (row & 7) &* (columns &+ 1) }

  @inline(__always)
  func shiftPrefix(_ row: Int) -> UnsafeMutablePointer<Int64> { allShiftPrefixes + (row & 7) &* (columns &+ 1) &* 4 }

  @inline(__always)
  func pixelSums(_ row: Int) -> UnsafeMutablePointer<Int64> { allPixelSums + (row & 7) &* pixels &* 4 }

  @inline(__always)
  func rowWeights(_ row: Int) -> UnsafeMutablePointer<UInt32> { allRowWeights + (row & 7) &* pixels }

  @inline(__always)
  func rowColumns(_ row: Int) -> UnsafeMutablePointer<Int32> { allRowColumns + (row & 7) &* pixels }
}
