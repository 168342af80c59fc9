import KernelInterface

/// Weighted sums along the rows of a picture of four-byte pixels; results are in 1/64 steps.
@inline(__always)
func resampleColumnsOfRows(
  from source: UnsafePointer<UInt8>, rowBytes: Int, rows: Range<Int>, axis: ResampleAxis,
  into result: UnsafeMutablePointer<UInt16>
) {
  for y in rows {
    let row = source + y &* rowBytes
    let out = result + y &* axis.count &* 4
    for x in 0..<axis.count {
      let start = Int(axis.starts[x]) &* 4
      let taps = axis.taps + x &* axis.tapCount
      var sum = SIMD4<Int32>(repeating: 128)
      for t in 0..<axis.tapCount {
        let p = row + (start &+ t &* 4)
        let pixel = SIMD4<Int32>(Int32(p[0]), Int32(p[1]), Int32(p[2]), Int32(p[3]))
        sum = sum &+ pixel &* taps[t]
      }
      for c in 0..<4 { out[x &* 4 &+ c] = UInt16(truncatingIfNeeded: sum[c] &>> 8) }
    }
  }
}

/// Weighted sums of rows; `source` is in 1/64 steps, the result is rounded to 8 bits.
@inline(__always)
func resampleRowsOfColumns(
  from source: UnsafePointer<UInt16>, rowValues: Int, rows: Range<Int>, axis: ResampleAxis,
  into result: UnsafeMutablePointer<UInt8>
) {
  withUnsafeTemporaryAllocation(of: Int32.self, capacity: rowValues) { sums in
    guard let sum = sums.baseAddress else { return }
    for y in rows {
      let taps = axis.taps + y &* axis.tapCount
      for i in 0..<rowValues { sum[i] = 1 &<< 19 }
      for t in 0..<axis.tapCount {
        let row = source + (Int(axis.starts[y]) &+ t) &* rowValues
        let tap = taps[t]
        if tap == 0 { continue }
        for i in 0..<rowValues { sum[i] = sum[i] &+ Int32(row[i]) &* tap }
      }
      let out = result + y &* rowValues
      for i in 0..<rowValues { out[i] = UInt8(truncatingIfNeeded: sum[i] &>> 20) }
    }
  }
}
