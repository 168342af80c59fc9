internal import KernelInterface

/// What makes the pictures of two seeds differ: a slight reluctance of the start towards some parts of the source.
///
/// The exhaustive search of the onion peel would find the same sources for every seed. Smooth random values in place of
/// the occurrence of each source lead it to others where several fit about equally well; after that the real occurrence
/// is counted, so only the choice remains.
enum SeedPreference {
  /// Pixels from one random value to the next; between them it is interpolated linearly.
  private static let spacing = 8

  /// Largest reluctance, in the sixteenths of `Occurrence`.
  private static let strength = 104

  /// Fills the occurrence of a level that has not been searched yet.
  static func write(to level: Level, seed: UInt64) {
    if level.weights.occurrence == 0 { return }
    let columns = level.geometry.sourceColumns
    let rows = level.geometry.sourceRows
    let across = columns / spacing + 2
    let key = CoordinateRandom.key(seed: seed, level: -1, iteration: 0, pass: 0)
    let values = (0..<across * (rows / spacing + 2)).map { index in
      var random = CoordinateRandom(key: key, index: index)
      return random.next(below: strength + 1)
    }
    for y in 0..<rows {
      for x in 0..<columns {
        let node = y / spacing * across + x / spacing
        let right = x % spacing
        let down = y % spacing
        let upper = values[node] * (spacing - right) + values[node + 1] * right
        let lower = values[node + across] * (spacing - right) + values[node + across + 1] * right
        let value = (upper * (spacing - down) + lower * down) / (spacing * spacing)
        level.occurrence[y * columns + x] = UInt8(value)
      }
    }
  }
}
