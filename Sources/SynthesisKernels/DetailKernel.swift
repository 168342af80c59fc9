import KernelInterface

/// Adds the high frequencies of `detail` to the voted pixels of a tile: detail less its blur by two 9 × 9 boxes
/// (together a 17 × 17 window whose profile is 1, 2, …, 9, …, 2, 1; its weights add up to 81²).
///
/// From one place to the next the window gains what the nine places in front hold and loses what the nine behind do, so
/// that sums run along with it instead of being taken anew; before the first place everything is 0.
@inline(__always)
func addDetailToTile(_ votes: VotedTile, tile: Tile) {
  guard let detail = votes.detail else { return }
  let values = tile.width &* 4
  let lastRow = votes.tile.height &- 1
  let rowBlur = RowBlur(width: tile.width)
  let down = ColumnSums(values: values)
  for i in 0..<tile.height &+ 2 &* halo {
    // Where the votes end before the halo does, the canvas ends: its edge repeats.
    let y = min(max(tile.y &- votes.tile.y &- halo &+ i, 0), lastRow)
    rowBlur.run(
      detail + y &* votes.tile.width &* 4, width: votes.tile.width, x: tile.x &- votes.tile.x, into: down.row(i))
    let sums = down.enter(row: i)
    if i < 2 &* halo { continue }
    let start = votes.offset(x: tile.x, y: tile.y &+ i &- 2 &* halo)
    let voted = votes.values + start
    for k in 0..<values {
      // 81 · 81 / 16 times the weighted mean.
      let sum = Int32(voted[k]) &+ Int32(detail[start &+ k]) &- sums[k] / 410
      voted[k] = UInt16(truncatingIfNeeded: min(max(sum, 0), 8160))
    }
  }
  rowBlur.deallocate()
  down.deallocate()
}

/// Places that the window reaches to either side of its middle.
private let halo = 8

/// The window along one row.
private struct RowBlur {
  private let width: Int

  /// Pixels of a row, edges repeated, after as many zeros as lie behind the first window.
  private let pixels: UnsafeMutablePointer<SIMD4<Int32>>

  @inline(__always)
  init(width: Int) {
    self.width = width
    pixels = .allocate(capacity: width &+ 4 &* halo &+ 1)
    for i in 0..<2 &* halo &+ 1 { pixels[i] = SIMD4() }
  }

  @inline(__always)
  func deallocate() { pixels.deallocate() }

  /// Writes 81 / 16 times the weighted mean around the pixels of a row from column `x` on.
  @inline(__always)
  func run(_ row: UnsafePointer<Int16>, width rowWidth: Int, x: Int, into result: UnsafeMutablePointer<Int32>) {
    let newest = pixels + (2 &* halo &+ 1)
    for i in 0..<width &+ 2 &* halo {
      let from = row + min(max(x &- halo &+ i, 0), rowWidth &- 1) &* 4
      newest[i] = SIMD4(truncatingIfNeeded: UnsafeRawPointer(from).loadUnaligned(as: SIMD4<Int16>.self))
    }
    let means = UnsafeMutableRawPointer(result).assumingMemoryBound(to: SIMD4<Int32>.self) - 2 &* halo
    var (sums, front, back) = (SIMD4<Int32>(), SIMD4<Int32>(), SIMD4<Int32>())
    for i in 0..<width &+ 2 &* halo {
      front = front &+ newest[i]
      sums = sums &+ front &- back
      back = back &+ newest[i &- halo] &- newest[i &- 2 &* halo &- 1]
      front = front &- newest[i &- halo]
      if i >= 2 &* halo { means[i] = sums &>> 4 }
    }
  }
}

/// The window along columns, for all values of a row at once.
private struct ColumnSums {
  private static let ringRows = 32

  private let values: Int
  private let rows: UnsafeMutablePointer<Int32>
  private let sums, front, back: UnsafeMutablePointer<Int32>

  @inline(__always)
  init(values: Int) {
    self.values = values
    // As places of four, for whose alignment `RowBlur` writes them.
    rows = UnsafeMutableRawPointer(
      UnsafeMutablePointer<SIMD4<Int32>>.allocate(capacity: (Self.ringRows &+ 3) &* values / 4)
    )
    .assumingMemoryBound(to: Int32.self)
    for i in 0..<(Self.ringRows &+ 3) &* values { rows[i] = 0 }
    sums = rows + Self.ringRows &* values
    front = sums + values
    back = front + values
  }

  @inline(__always)
  func deallocate() { rows.deallocate() }

  /// Where the values of a row belong; they are kept for as long as the window reaches.
  @inline(__always)
  func row(_ i: Int) -> UnsafeMutablePointer<Int32> { rows + (i & (Self.ringRows &- 1)) &* values }

  /// Takes the next row into the window.
  ///
  /// - Returns: the sums over the window whose last row that is.
  @inline(__always)
  func enter(row i: Int) -> UnsafePointer<Int32> {
    let (newest, middle, oldest) = (row(i), row(i &- halo), row(i &- 2 &* halo &- 1))
    for k in 0..<values {
      let inFront = front[k] &+ newest[k]
      sums[k] = sums[k] &+ inFront &- back[k]
      back[k] = back[k] &+ middle[k] &- oldest[k]
      front[k] = inFront &- middle[k]
    }
    return UnsafePointer(sums)
  }
}
