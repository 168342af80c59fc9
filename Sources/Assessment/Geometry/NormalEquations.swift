/// The least-squares problem of one step of a fit: four ways to move, contrast and brightness.
struct NormalEquations {
  private(set) var count = 0

  private var matrix = [Double](repeating: 0, count: 36)
  private var right = [Double](repeating: 0, count: 6)
  private var (sum, squares, sourceSum, sourceSquares, product) = (0.0, 0.0, 0.0, 0.0, 0.0)

  /// Adds a point.
  ///
  /// - Parameter row: by how much `value` changes with each of the four movements.
  @inline(__always)
  mutating func add(value: Double, source: Double, row: SIMD4<Double>) {
    count += 1
    sum += value
    squares += value * value
    sourceSum += source
    sourceSquares += source * source
    product += value * source
    // value + row · movement = contrast · source + brightness
    let coefficients = SIMD8(row[0], row[1], row[2], row[3], -source, -1, 0, 0)
    for i in 0..<6 {
      right[i] -= coefficients[i] * value
      for j in i..<6 { matrix[6 * i + j] += coefficients[i] * coefficients[j] }
    }
  }

  /// The correlation of the points' values, -1...1; -1 where there is nothing to compare.
  var correlation: Double {
    let n = Double(count)
    let (a, b) = (squares - sum * sum / max(1, n), sourceSquares - sourceSum * sourceSum / max(1, n))
    guard count > 16, a > 0, b > 0 else { return -1 }
    return (product - sum * sourceSum / n) / (a * b).squareRoot()
  }

  /// The four movements, contrast and brightness; nil where the points do not determine them.
  var solution: [Double]? {
    guard count > 16 else { return nil }
    var (a, b) = (matrix, right)
    for i in 0..<6 {
      for j in 0..<i { a[6 * i + j] = a[6 * j + i] }
      // A little resistance keeps movements that nothing determines at 0.
      if i < 4 { a[7 * i] += 1e-4 * (a[7 * i] + Double(count)) }
    }
    for i in 0..<6 {
      let pivot = a[7 * i]
      guard pivot.magnitude > 1e-9 else { return nil }
      for j in (i + 1)..<6 {
        let factor = a[6 * j + i] / pivot
        for k in i..<6 { a[6 * j + k] -= factor * a[6 * i + k] }
        b[j] -= factor * b[i]
      }
    }
    for i in (0..<6).reversed() {
      for k in (i + 1)..<6 { b[i] -= a[6 * i + k] * b[k] }
      b[i] /= a[7 * i]
    }
    return b
  }
}
