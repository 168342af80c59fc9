import KernelInterface

#if AVX2
  import _Builtin_intrinsics.intel
#endif

#if AVX2
  /// Squared differences of rows of 32 bytes, added up in whole registers by the instructions of AVX2.
  ///
  /// Subtraction that stops at 0, both ways, gives differences without sign. Even and odd bytes are squared and added in
  /// pairs by one multiply-add each: what the compiler makes of the portable form takes twice as many instructions.
  struct SquareSum {
    typealias Row = __m256i

    private var sums = Row()

    @inline(__always)
    init() {}

    /// Adds the squared differences of two rows.
    @inline(__always)
    mutating func add(_ p: Row, _ q: Row) {
      let difference = _mm256_subs_epu8(p, q) | _mm256_subs_epu8(q, p)
      let even = difference & Row(repeating: 0x00FF_00FF_00FF_00FF)
      let odd = _mm256_srli_epi16(difference, 8)
      let squares = _mm256_add_epi32(_mm256_madd_epi16(even, even), _mm256_madd_epi16(odd, odd))
      sums = _mm256_add_epi32(sums, squares)
    }

    /// The sums so far of the eight pixels of a row.
    @inline(__always)
    var ofPixels: SIMD8<UInt32> { unsafeBitCast(sums, to: SIMD8<UInt32>.self) }
  }
#else
  /// Squared differences of rows of 32 bytes, added up in whole registers.
  ///
  /// A square of a byte difference fits in 16 bits, so even and odd bytes are squared in 16-bit lanes, and pairs of
  /// squares are summed in 32-bit lanes: `sums` holds low + 65536 · high modulo 2^32, `highs` the high ones alone. In
  /// this form the compiler adds across the lanes once; a plain loop is added up row by row.
  struct SquareSum {
    /// Two bytes a lane.
    typealias Row = SIMD16<UInt16>

    private var sums = SIMD8<UInt32>()
    private var highs = SIMD8<UInt32>()

    @inline(__always)
    init() {}

    /// Adds the squared differences of two rows.
    @inline(__always)
    mutating func add(_ p: Row, _ q: Row) {
      let even = (p & 255) &- (q & 255)
      let odd = (p &>> 8) &- (q &>> 8)
      let evenSquares = unsafeBitCast(even &* even, to: SIMD8<UInt32>.self)
      let oddSquares = unsafeBitCast(odd &* odd, to: SIMD8<UInt32>.self)
      sums = sums &+ evenSquares &+ oddSquares
      highs = highs &+ (evenSquares &>> 16) &+ (oddSquares &>> 16)
    }

    /// The sums so far of the eight pixels of a row.
    @inline(__always)
    var ofPixels: SIMD8<UInt32> { sums &- (highs &<< 16) &+ highs }
  }
#endif

/// The sum of all lanes modulo 2^32.
///
/// Not `wrappedSum`: where that is not inlined, all builds of the kernels share one copy.
@inline(__always)
func sumOfLanes(_ values: SIMD8<UInt32>) -> UInt32 {
  var sum: UInt32 = 0
  for lane in 0..<8 { sum = sum &+ values[lane] }
  return sum
}

extension SquareSum {
  /// The sum so far; right while it is below 2^31.
  @inline(__always)
  var total: Int32 { Int32(bitPattern: sumOfLanes(ofPixels)) }

  /// The 32 bytes of a patch row.
  @inline(__always)
  static func row(_ bytes: UnsafePointer<UInt8>) -> Row {
    UnsafeRawPointer(bytes).loadUnaligned(as: Row.self)
  }

  /// All ones for the pixels of a patch row from `left` to before `right`.
  @inline(__always)
  static func mask(left: Int, right: Int) -> Row {
    #if AVX2
      let columns = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7)
      let isBelowLeft = _mm256_cmpgt_epi32(_mm256_set1_epi32(Int32(truncatingIfNeeded: left)), columns)
      let isBelowRight = _mm256_cmpgt_epi32(_mm256_set1_epi32(Int32(truncatingIfNeeded: right)), columns)
      return _mm256_andnot_si256(isBelowLeft, isBelowRight)
    #else
      var pixels = SIMD8<UInt32>()
      for i in left..<right { pixels[i] = .max }
      return unsafeBitCast(pixels, to: Row.self)
    #endif
  }
}

/// Squared difference of two 8 × 8 patches over all four channels.
@inline(__always)
func squaredDistance(
  _ a: UnsafePointer<UInt8>, _ strideA: Int, _ b: UnsafePointer<UInt8>, _ strideB: Int
) -> Int32 {
  var sum = SquareSum()
  for row in 0..<patchSide {
    sum.add(SquareSum.row(a + row &* strideA), SquareSum.row(b + row &* strideB))
  }
  return sum.total
}

/// Squared difference over the columns and rows of a part of two patches, whose other pixels are read, too.
@inline(__always)
func squaredDistance(
  _ a: UnsafePointer<UInt8>, _ strideA: Int, _ b: UnsafePointer<UInt8>, _ strideB: Int, part: PatchPart
) -> Int32 {
  let mask = SquareSum.mask(left: part.left, right: part.right)
  var sum = SquareSum()
  for row in part.top..<part.bottom {
    sum.add(SquareSum.row(a + row &* strideA) & mask, SquareSum.row(b + row &* strideB) & mask)
  }
  return sum.total
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
  var area: Int { max(0, right &- left) &* max(0, bottom &- top) }
}
