internal import KernelInterface
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

  /// Whether a component reaches a side of the picture.
  func isCut(_ label: Int, by side: Side) -> Bool {
    let bounds = bounds[label]
    return switch side {
    case .left: bounds.x == 0
    case .top: bounds.y == 0
    case .bottom: bounds.maxY == size.height
    case .right: bounds.maxX == size.width
    }
  }

  /// Mean rarity of a component over the middle of all that lies beside it; nil where no sample lies in it or beside it.
  ///
  /// A portrait takes half of a picture: the middle of all of it would be the middle of its subject.
  func rarity(of label: Int, _ rarity: Rarity) -> Float? {
    var sum: Float = 0
    var count: Float = 0
    var others: [Float] = []
    rarity.forEach(on: size) { x, y, value in
      if labels[y * size.width + x] == label {
        sum += value
        count += 1
      } else {
        others.append(value)
      }
    }
    return count == 0 || others.isEmpty ? nil : sum / count / Rarity.middle(of: others)
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

  /// The places of a map of this size that can be reached from its edge through `open` ones.
  func outside(_ open: [Bool]) -> [Bool] {
    var reached = [Bool](repeating: false, count: area)
    var pending: [Int] = []
    func visit(_ place: Int) {
      if open[place] && !reached[place] {
        reached[place] = true
        pending.append(place)
      }
    }
    for x in 0..<width {
      visit(x)
      visit((height - 1) * width + x)
    }
    for y in 0..<height {
      visit(y * width)
      visit(y * width + width - 1)
    }
    while let place = pending.popLast() { forEachNeighbour(of: place, visit) }
    return reached
  }
}
