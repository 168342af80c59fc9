import KernelInterface

/// Squared difference of 4 rows of 32 bytes: half a patch.
///
/// Counts are constants and differences fit in 16 bits, so that the compiler makes one multiply-add of neighbouring
/// pairs out of the loop body.
@inline(__always)
func squaredDistanceOfHalf(
  _ a: UnsafePointer<UInt8>, _ strideA: Int, _ b: UnsafePointer<UInt8>, _ strideB: Int
) -> Int32 {
  var sum: Int32 = 0
  for row in 0..<4 {
    let p = a + row &* strideA
    let q = b + row &* strideB
    for i in 0..<32 {
      let d = Int32(p[i]) &- Int32(q[i])
      sum = sum &+ d &* d
    }
  }
  return sum
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
