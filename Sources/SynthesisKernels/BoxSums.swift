import KernelInterface

/// Channel sums of the patches at corners (x..., y) of a picture: four values a corner.
///
/// `columnSums` is room for `(count + 7) * 4` values.
@inline(__always)
func boxSumRow(
  pixels: UnsafePointer<UInt8>, stride: Int, x: Int, y: Int, count: Int,
  columnSums: UnsafeMutablePointer<UInt16>, into sums: UnsafeMutablePointer<UInt16>
) {
  let start = pixels + (y &* stride &+ x &* 4)
  let bytes = (count &+ 7) &* 4
  for i in 0..<bytes {
    var sum = UInt16(start[i]) &+ UInt16(start[i &+ stride])
    sum = sum &+ UInt16(start[i &+ 2 &* stride]) &+ UInt16(start[i &+ 3 &* stride])
    sum = sum &+ UInt16(start[i &+ 4 &* stride]) &+ UInt16(start[i &+ 5 &* stride])
    sum = sum &+ UInt16(start[i &+ 6 &* stride]) &+ UInt16(start[i &+ 7 &* stride])
    columnSums[i] = sum
  }
  for i in 0..<count &* 4 {
    var sum = columnSums[i] &+ columnSums[i &+ 4] &+ columnSums[i &+ 8] &+ columnSums[i &+ 12]
    sum = sum &+ columnSums[i &+ 16] &+ columnSums[i &+ 20] &+ columnSums[i &+ 24] &+ columnSums[i &+ 28]
    sums[i] = sum
  }
}
