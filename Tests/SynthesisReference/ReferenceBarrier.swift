/// The exact minimum barrier distance of one channel.
///
/// Strand et al. 2013, "The minimum barrier distance", section 2.
package enum ReferenceBarrier {
  /// For each place the smallest difference of highest and lowest value on any path of neighbours from a seed.
  ///
  /// Among the paths that never go below some level, the one that climbs least is found by relaxation until nothing
  /// changes; the level that suits a place best gives its distance.
  package static func distance(_ values: [Int], width: Int, seeds: [Bool]) -> [Int] {
    var result = [Int](repeating: .max, count: values.count)
    for lowest in Set(values) {
      var climb = values.indices.map { seeds[$0] && values[$0] >= lowest ? values[$0] : Int.max }
      var changes = true
      while changes {
        changes = false
        for place in values.indices where values[place] >= lowest {
          var neighbours: [Int] = []
          if place % width > 0 { neighbours.append(place - 1) }
          if place % width < width - 1 { neighbours.append(place + 1) }
          if place >= width { neighbours.append(place - width) }
          if place + width < values.count { neighbours.append(place + width) }
          for neighbour in neighbours where max(climb[neighbour], values[place]) < climb[place] {
            climb[place] = max(climb[neighbour], values[place])
            changes = true
          }
        }
      }
      for place in values.indices where climb[place] < .max {
        result[place] = min(result[place], climb[place] - lowest)
      }
    }
    return result
  }
}
