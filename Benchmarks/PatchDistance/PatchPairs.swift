import KernelInterface

/// Sum of the distances of `count` pairs by the engine's kernel; each may end early at `limit`.
///
/// A pair holds where the two patches start, in bytes from the first pixel of either picture.
@inline(never)
public func sumOfDistances(
  _ a: UnsafePointer<UInt8>, _ strideA: Int, _ b: UnsafePointer<UInt8>, _ strideB: Int,
  _ pairs: UnsafePointer<SIMD2<UInt32>>, _ count: Int, limit: Int32
) -> Int64 {
  var sum: Int64 = 0
  for i in 0..<count {
    let (p, q) = (a + Int(pairs[i].x), b + Int(pairs[i].y))
    sum = sum &+ Int64(squaredDistance(p, strideA, q, strideB, limit: limit))
  }
  return sum
}

/// The same by the definition: one sample after the other, without an early end.
@inline(never)
public func sumOfDistancesByDefinition(
  _ a: UnsafePointer<UInt8>, _ strideA: Int, _ b: UnsafePointer<UInt8>, _ strideB: Int,
  _ pairs: UnsafePointer<SIMD2<UInt32>>, _ count: Int
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
