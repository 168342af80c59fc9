internal import KernelInterface

/// What makes the pictures of two seeds differ: a slight reluctance of the start towards some columns of the source.
///
/// The exhaustive search of the onion peel would find the same sources for every seed. Smooth random values in place of
/// the occurrence of each source lead it to others where several fit about equally well; after that the real occurrence
/// is counted, so only the choice remains. The values do not change from row to row: that would move horizons.
enum SeedPreference {
  /// Columns from one random value to the next; between them it is interpolated linearly.
  private static let spacing = 8

  /// Largest reluctance, in the sixteenths of `Occurrence`.
  private static let strength = 104

  /// Fills the occurrence of a level that has not been searched yet.
  static func write(to level: Level, seed: UInt64) {
    if level.weights.occurrence == 0 { return }
    let columns = level.geometry.sourceColumns
    let key = CoordinateRandom.key(seed: seed, level: -1, iteration: 0, pass: 0)
    let values = (0..<columns / spacing + 2).map { index in
      var random = CoordinateRandom(key: key, index: index)
      return random.next(below: strength + 1)
    }
    for x in 0..<columns {
      let (node, right) = x.quotientAndRemainder(dividingBy: spacing)
      let value = UInt8((values[node] * (spacing - right) + values[node + 1] * right) / spacing)
      for y in 0..<level.geometry.sourceRows { level.occurrence[y * columns + x] = value }
    }
  }
}
