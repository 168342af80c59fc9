import Raster

extension Measure {
  package static let coherence = Measure(
    id: "patch.coherence", title: "Distance of new patches to the most similar known ones", unit: "levels",
    direction: .lower, decimals: 1, noticeable: 2)

  package static let completeness = Measure(
    id: "patch.completeness", title: "Distance of known patches beside the border to the most similar new ones",
    unit: "levels", direction: .lower, decimals: 1, noticeable: 2)
}

/// The bidirectional similarity of the new region and the source; lower is better.
///
/// Coherence is the mean distance of new patches to their nearest kept ones: whether anything was made up that the
/// photograph has nowhere. Completeness is that of kept patches beside the border to their nearest new ones: whether
/// anything of them is missing out there. Patches are 5×5 pixels in three channels at a quarter of the size, distances
/// root mean squares in levels, and both sides are samples on lattices. Simakov, Caspi, Shechtman and Irani 2008:
/// Summarizing visual data using bidirectional similarity, DOI 10.1109/CVPR.2008.4587842.
struct PatchCoherence: Hashable, Sendable {
  let coherence: Double
  let completeness: Double

  private static let side = 5
  private static let samples = side * side * 3

  /// Numbers of a patch, rounded up so that the compiler works on whole vectors.
  private static let stride = 80

  private static let mostQueries = 160
  private static let mostCandidates = 6000

  /// - Parameters:
  ///   - quarter: red, green and blue at a quarter of the size.
  ///   - kept: the kept rectangle there.
  ///   - depth: how deep the known strip beside the border is, there.
  init?(quarter: [Plane<Float>], kept: Rect, depth: Int) {
    let size = quarter[0].size
    guard min(size.width, size.height) >= Self.side else { return nil }
    var (known, new, strip): ([Int], [Int], [Int]) = ([], [], [])
    let inner = Rect(
      x: kept.x + min(depth, kept.width / 2), y: kept.y + min(depth, kept.height / 2),
      width: max(0, kept.width - 2 * depth), height: max(0, kept.height - 2 * depth))
    for y in 0...size.height - Self.side {
      for x in 0...size.width - Self.side {
        let patch = Rect(x: x, y: y, width: Self.side, height: Self.side)
        if kept.contains(patch) {
          known.append(y * size.width + x)
          if !inner.contains(patch) { strip.append(y * size.width + x) }
        } else if x >= kept.maxX || y >= kept.maxY || patch.maxX <= kept.x || patch.maxY <= kept.y {
          new.append(y * size.width + x)
        }
      }
    }
    guard known.count >= 20, new.count >= 20, strip.count >= 20 else { return nil }
    let planes = quarter.map { $0.values.map { Int16($0.rounded()) } }
    func patches(_ places: [Int], most: Int) -> [Int16] {
      Self.patches(of: planes, width: size.width, at: Self.thinned(places, to: most))
    }
    coherence = Self.meanDistance(patches(new, most: Self.mostQueries), patches(known, most: Self.mostCandidates))
    completeness = Self.meanDistance(patches(strip, most: Self.mostQueries), patches(new, most: Self.mostCandidates))
  }

  /// Every n-th place, such that about `most` are left; n is odd, so as not to fall in step with the rows.
  private static func thinned(_ places: [Int], to most: Int) -> [Int] {
    let gap = max(1, places.count / most) | 1
    return Swift.stride(from: gap / 2, to: places.count, by: gap).map { places[$0] }
  }

  private static func patches(of planes: [[Int16]], width: Int, at places: [Int]) -> [Int16] {
    var result = [Int16](repeating: 0, count: places.count * stride)
    for (index, place) in places.enumerated() {
      var target = index * stride
      for plane in planes {
        for row in 0..<side {
          for column in 0..<side {
            result[target] = plane[place + row * width + column]
            target += 1
          }
        }
      }
    }
    return result
  }

  private static func meanDistance(_ queries: [Int16], _ candidates: [Int16]) -> Double {
    let count = queries.count / stride
    var total = 0.0
    unsafe queries.withUnsafeBufferPointer { queries in
      unsafe candidates.withUnsafeBufferPointer { candidates in
        for query in 0..<count {
          var best = Int32.max
          for start in Swift.stride(from: 0, to: candidates.count, by: stride) {
            // Both arrays hold whole patches of `stride` numbers.
            var sum: Int32 = 0
            for i in 0..<stride {
              let difference = unsafe Int32(queries[query &* stride &+ i]) &- Int32(candidates[start &+ i])
              sum &+= difference &* difference
            }
            best = min(best, sum)
          }
          total += (Double(best) / Double(samples)).squareRoot()
        }
      }
    }
    return total / Double(max(1, count))
  }
}
