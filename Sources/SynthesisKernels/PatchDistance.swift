import KernelInterface

/// Squared differences of rows of 32 bytes, added up in whole registers.
///
/// A square of a byte difference fits in 16 bits, so even and odd bytes are squared in 16-bit lanes, and pairs of
/// squares are summed in 32-bit lanes: `sums` holds low + 65536 · high modulo 2^32, `highs` the high ones alone. In
/// this form the compiler adds across the lanes once; a plain loop is added up row by row.
struct SquareSum {
  private var sums = SIMD8<UInt32>()
  private var highs = SIMD8<UInt32>()

  @inline(__always)
  init() {}

  /// Adds the squared differences of two rows.
  @inline(__always)
  mutating func add(_ p: SIMD16<UInt16>, _ q: SIMD16<UInt16>) {
    let even = (p & 255) &- (q & 255)
    let odd = (p &>> 8) &- (q &>> 8)
    let evenSquares = unsafeBitCast(even &* even, to: SIMD8<UInt32>.self)
    let oddSquares = unsafeBitCast(odd &* odd, to: SIMD8<UInt32>.self)
    sums = sums &+ evenSquares &+ oddSquares
    highs = highs &+ (evenSquares &>> 16) &+ (oddSquares &>> 16)
  }

  /// The sum so far; right while it is below 2^31.
  @inline(__always)
  var total: Int32 { Int32(truncatingIfNeeded: (sums &- (highs &<< 16) &+ highs).wrappedSum()) }

  /// Two bytes a lane of the 32 bytes of a patch row.
  @inline(__always)
  static func row(_ bytes: UnsafePointer<UInt8>) -> SIMD16<UInt16> {
    UnsafeRawPointer(bytes).loadUnaligned(as: SIMD16<UInt16>.self)
  }
}

/// Squared difference of 4 rows of 32 bytes: half a patch.
@inline(__always)
func squaredDistanceOfHalf(
  _ a: UnsafePointer<UInt8>, _ strideA: Int, _ b: UnsafePointer<UInt8>, _ strideB: Int
) -> Int32 {
  var sum = SquareSum()
  for row in 0..<4 {
    sum.add(SquareSum.row(a + row &* strideA), SquareSum.row(b + row &* strideB))
  }
  return sum.total
}

/// Squared difference of two 8 × 8 patches over all four channels; any value from `limit` on may come back early.
@inline(__always)
func squaredDistance(
  _ a: UnsafePointer<UInt8>, _ strideA: Int, _ b: UnsafePointer<UInt8>, _ strideB: Int, limit: Int32
) -> Int32 {
  let upper = squaredDistanceOfHalf(a, strideA, b, strideB)
  if upper >= limit { return upper }
  return upper &+ squaredDistanceOfHalf(a + 4 &* strideA, strideA, b + 4 &* strideB, strideB)
}

/// Squared difference over the columns and rows of a part of two patches.
@inline(__always)
func squaredDistance(
  _ a: UnsafePointer<UInt8>, _ strideA: Int, _ b: UnsafePointer<UInt8>, _ strideB: Int, part: PatchPart
) -> Int32 {
  var sum: Int32 = 0
  if part.isFullWidth {
    for row in part.top..<part.bottom {
      let p = a + row &* strideA
      let q = b + row &* strideB
      for i in 0..<32 {
        let d = Int32(p[i]) &- Int32(q[i])
        sum = sum &+ d &* d
      }
    }
  } else {
    for row in part.top..<part.bottom {
      let p = a + row &* strideA
      let q = b + row &* strideB
      for i in part.left &* 4..<part.right &* 4 {
        let d = Int32(p[i]) &- Int32(q[i])
        sum = sum &+ d &* d
      }
    }
  }
  return sum
}

/// The part of a patch that lies inside a rectangle of the canvas.
struct PatchPart {
  var left: Int
  var right: Int
  var top: Int
  var bottom: Int

  @inline(__always)
  init(ofPatchAtX x: Int, y: Int, insideX: Int, y insideY: Int, width: Int, height: Int) {
    left = max(0, insideX &- x)
    right = min(patchSide, insideX &+ width &- x)
    top = max(0, insideY &- y)
    bottom = min(patchSide, insideY &+ height &- y)
  }

  @inline(__always)
  var isFullWidth: Bool { left == 0 && right == patchSide }

  @inline(__always)
  var area: Int { max(0, right &- left) &* max(0, bottom &- top) }
}
