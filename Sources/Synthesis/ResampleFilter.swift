internal import KernelInterface

/// Weights of a triangle filter along one axis: anti-aliased when shrinking, linear interpolation when enlarging.
struct ResampleFilter {
  let starts: Buffer<Int32>
  let taps: Buffer<Int32>
  let tapCount: Int
  let count: Int

  /// - Parameters:
  ///   - source: positions before, at least 1.
  ///   - count: positions after, at least 1.
  init(from source: Int, to count: Int) {
    let step = Double(source) / Double(count)
    let radius = max(1, step)
    let widest = min(source, Int((2 * radius).rounded(.up)) + 1)
    starts = Buffer(count: count, repeating: 0)
    taps = Buffer(count: count * widest, repeating: 0)
    tapCount = widest
    self.count = count
    for position in 0..<count {
      let centre = (Double(position) + 0.5) * step
      let first = max(0, min(Int((centre - radius).rounded(.down)), source - widest))
      var weights = (0..<widest).map { max(0, 1 - abs((Double(first + $0) + 0.5 - centre) / radius)) }
      let sum = weights.reduce(0, +)
      weights = weights.map { $0 / sum }
      var integers = weights.map { Int32(($0 * 16384).rounded()) }
      // What rounding lost goes to the largest weight, so that flat stays flat.
      let largest = integers.indices.max { integers[$0] < integers[$1] } ?? 0
      integers[largest] += 16384 - integers.reduce(0, +)
      starts[position] = Int32(first)
      for (tap, weight) in integers.enumerated() { taps[position * widest + tap] = weight }
    }
  }

  /// The weights for a kernel; valid while the filter lives.
  var axis: ResampleAxis {
    unsafe ResampleAxis(
      starts: UnsafePointer(starts.base), taps: UnsafePointer(taps.base), tapCount: tapCount, count: count)
  }
}
