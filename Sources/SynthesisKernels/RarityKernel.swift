import KernelInterface

/// For each corner, how badly the rest of the source explains its patch.
@inline(__always)
func rarityOfRow(
  _ source: SourceView, row: Int, columns: StrideTo<Int>, distance: Int, rowDistances: Range<Int>, biasLimit: Int32,
  into costs: UnsafeMutablePointer<Int32>
) {
  let stride = source.width &* 4
  let cornerColumns = source.width &- 7
  let cornerRows = source.height &- 7
  for (place, column) in columns.enumerated() {
    let patch = source.pixels + (row &* stride &+ column &* 4)
    let moments = momentsOfCorner(source.moments, row &* cornerColumns &+ column)
    var best = unlimitedCost
    for otherRow in 0..<cornerRows {
      let rowDistance = abs(otherRow &- row)
      if rowDistance < rowDistances.lowerBound || rowDistance >= rowDistances.upperBound { continue }
      let isRowFar = rowDistance >= distance
      // Every second corner, shifted by one from row to row.
      var otherColumn = otherRow & 1
      while otherColumn < cornerColumns {
        defer { otherColumn = otherColumn &+ 2 }
        if !isRowFar && abs(otherColumn &- column) < distance { continue }
        let other = momentsOfCorner(source.moments, otherRow &* cornerColumns &+ otherColumn)
        let difference = moments &- other
        let leastDistance = leastSquaredDistance(difference)
        if leastCost(leastDistance) >= best { continue }
        let gain = boundedShiftGain(difference, limit: biasLimit)
        if leastDistance &- gain >= best { continue }
        let plain = source.pixels + (otherRow &* stride &+ otherColumn &* 4)
        best = min(best, squaredDistance(patch, stride, plain, stride, limit: best &+ gain) &- gain)
        // The same patch, mirrored.
        let flipped = source.flippedPixels + (otherRow &* stride &+ (cornerColumns &- 1 &- otherColumn) &* 4)
        best = min(best, squaredDistance(patch, stride, flipped, stride, limit: best &+ gain) &- gain)
      }
    }
    costs[place] = best
  }
}
