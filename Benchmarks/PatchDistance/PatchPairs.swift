import KernelInterface

// A pair holds where the patches of a target and a source start, in bytes from the first pixel of either picture, and the
// number of the source's corner. Pairs of one target follow each other.

/// Sum of the distances of `count` pairs, each computed as the search does.
///
/// - Parameter squares: those of the sources, from `KernelSet.patchSquares`; the build for VNNI reads them, and squares a
///   target once for all its pairs.
@inline(never)
public func sumOfDistances(
  _ a: UnsafePointer<UInt8>, _ strideA: Int, _ b: UnsafePointer<UInt8>, _ strideB: Int,
  squares: UnsafePointer<Int32>, _ pairs: UnsafePointer<SIMD3<UInt32>>, _ count: Int
) -> Int64 {
  var sum: Int64 = 0
  #if VNNI
    var squaredTarget = UInt32.max
    var squaresOfTarget: Int32 = 0
  #endif
  for i in 0..<count {
    let pair = pairs[i]
    let (p, q) = (a + Int(pair.x), b + Int(pair.y))
    #if VNNI
      if pair.x != squaredTarget {
        squaredTarget = pair.x
        squaresOfTarget = ByteProducts.squares(p, strideA)
      }
      let distance = squaredDistance(
        p, strideA, squaresOfP: squaresOfTarget, q, strideB, squaresOfQ: squares[Int(pair.z)])
    #else
      let distance = squaredDistance(p, strideA, q, strideB)
    #endif
    sum = sum &+ Int64(distance)
  }
  return sum
}

/// Sum of the distances by the definition: one sample after the other.
@inline(never)
public func sumOfDistancesByDefinition(
  _ a: UnsafePointer<UInt8>, _ strideA: Int, _ b: UnsafePointer<UInt8>, _ strideB: Int,
  _ pairs: UnsafePointer<SIMD3<UInt32>>, _ count: Int
) -> Int64 {
  var sum: Int64 = 0
  for i in 0..<count {
    for row in 0..<patchSide {
      for column in 0..<patchSide {
        for channel in 0..<4 {
          let p = Int(a[Int(pairs[i].x) + row * strideA + column * 4 + channel])
          let q = Int(b[Int(pairs[i].y) + row * strideB + column * 4 + channel])
          sum += Int64((p - q) * (p - q))
        }
      }
    }
  }
  return sum
}
