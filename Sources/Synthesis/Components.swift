internal import Raster

/// The four-connected parts of a mask.
struct Components {
  let size: Size

  /// Number of the component of each place, -1 outside of all.
  private(set) var labels: [Int]

  /// Places of each component, and the rectangle around them.
  private(set) var areas: [Int] = []
  private(set) var bounds: [Rect] = []

  init(of mask: [Bool], size: Size) {
    self.size = size
    labels = [Int](repeating: -1, count: size.area)
    for start in 0..<size.area where mask[start] && labels[start] < 0 { add(mask, from: start) }
  }

  /// Labels the component of a place.
  private mutating func add(_ mask: [Bool], from start: Int) {
    let label = areas.count
    labels[start] = label
    var pending = [start]
    var area = 0
    var (left, right, top, bottom) = (size.width, 0, size.height, 0)
    while let place = pending.popLast() {
      area += 1
      let (y, x) = place.quotientAndRemainder(dividingBy: size.width)
      (left, right, top, bottom) = (min(left, x), max(right, x + 1), min(top, y), max(bottom, y + 1))
      size.forEachNeighbour(of: place) { neighbour in
        if mask[neighbour] && labels[neighbour] < 0 {
          labels[neighbour] = label
          pending.append(neighbour)
        }
      }
    }
    areas.append(area)
    bounds.append(Rect(x: left, y: top, width: right - left, height: bottom - top))
  }

  /// Mean rarity of each component over the middle of all of the source; nil where no sample lies in it.
  func rarities(_ rarity: Rarity) -> [Float?] {
    var sums = [Float](repeating: 0, count: areas.count)
    var counts = [Float](repeating: 0, count: areas.count)
    rarity.forEach(on: size) { x, y, value in
      let label = labels[y * size.width + x]
      if label < 0 { return }
      sums[label] += value
      counts[label] += 1
    }
    let median = rarity.median
    return areas.indices.map { counts[$0] == 0 ? nil : sums[$0] / counts[$0] / median }
  }
}

extension Size {
  /// Calls `body` with the up to four places beside one of a map of this size, row by row.
  func forEachNeighbour(of place: Int, _ body: (Int) -> Void) {
    let x = place % width
    if x > 0 { body(place - 1) }
    if x + 1 < width { body(place + 1) }
    if place >= width { body(place - width) }
    if place + width < area { body(place + width) }
  }
}
