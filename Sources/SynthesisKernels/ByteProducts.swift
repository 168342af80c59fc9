import KernelInterface

#if VNNI
  import _Builtin_intrinsics.intel

  /// Sums over the bytes of patches by VNNI's instruction, which multiplies and adds four bytes a lane.
  ///
  /// It multiplies bytes without sign by bytes with sign, so one factor is counted from 128. Nothing saturates or overflows:
  /// a lane grows by at most 4 · 255 · 128 a row.
  struct ByteProducts {
    private var sums = SquareSum.Row()

    @inline(__always)
    init() {}

    /// Adds the products of the bytes of `p`, less 128 each, and those of `q`.
    @inline(__always)
    mutating func add(_ p: SquareSum.Row, _ q: SquareSum.Row) {
      let signed = p ^ SquareSum.Row(repeating: Int64(bitPattern: 0x8080_8080_8080_8080))
      // The form without a mask is a macro; the compiler drops a mask of all lanes.
      sums = _mm256_mask_dpbusd_epi32(sums, 0xFF, q, signed)
    }

    /// Σ (p - 128) · q over two patches.
    @inline(__always)
    static func sum(
      _ p: UnsafePointer<UInt8>, _ strideP: Int, _ q: UnsafePointer<UInt8>, _ strideQ: Int
    ) -> Int32 {
      // Two sums, as an addition waits for the one before.
      var (upper, lower) = (ByteProducts(), ByteProducts())
      for row in 0..<patchSide / 2 {
        let below = row &+ patchSide / 2
        upper.add(SquareSum.row(p + row &* strideP), SquareSum.row(q + row &* strideQ))
        lower.add(SquareSum.row(p + below &* strideP), SquareSum.row(q + below &* strideQ))
      }
      let sums = _mm256_add_epi32(upper.sums, lower.sums)
      return Int32(bitPattern: sumOfLanes(unsafeBitCast(sums, to: SIMD8<UInt32>.self)))
    }

    /// Σ p² of one patch.
    @inline(__always)
    static func squares(_ p: UnsafePointer<UInt8>, _ stride: Int) -> Int32 {
      // Σ (p - 128) · p + 128 · Σ p, the second with bytes of 129, which are 1 less 128.
      let one = SquareSum.Row(repeating: Int64(bitPattern: 0x8181_8181_8181_8181))
      var (products, sums) = (ByteProducts(), ByteProducts())
      for row in 0..<patchSide {
        let bytes = SquareSum.row(p + row &* stride)
        products.add(bytes, bytes)
        sums.add(one, bytes)
      }
      let squares = _mm256_add_epi32(products.sums, _mm256_slli_epi32(sums.sums, 7))
      return Int32(bitPattern: sumOfLanes(unsafeBitCast(squares, to: SIMD8<UInt32>.self)))
    }
  }

  /// Squared difference of two 8 × 8 patches as Σ p² + Σ q² - 2 · Σ p · q.
  ///
  /// - Parameters:
  ///   - squaresOfP: Σ p².
  ///   - squaresOfQ: Σ (q² - 256 · q), which makes up for the products' factor that is counted from 128.
  @inline(__always)
  func squaredDistance(
    _ p: UnsafePointer<UInt8>, _ strideP: Int, squaresOfP: Int32, _ q: UnsafePointer<UInt8>, _ strideQ: Int,
    squaresOfQ: Int32
  ) -> Int32 {
    squaresOfP &+ squaresOfQ &- 2 &* ByteProducts.sum(p, strideP, q, strideQ)
  }
#endif
