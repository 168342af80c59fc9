/// The cheapest division of a grid of nodes into those that are taken and those that are left.
///
/// A cut of a graph whose nodes have four neighbours, by the augmenting paths of Boykov and Kolmogorov (2004, section 3),
/// with a tree on one side only: that of the nodes that gain by being taken, which are few. Of all cheapest divisions it
/// finds the one that takes the fewest nodes, so its result does not depend on the order of the search.
struct MinimumCut {
  /// Nodes stand in rows of `stride`; the outermost ring of them takes no part.
  let stride: Int

  /// What leaving a node costs more than taking it; negative where taking costs more.
  let gain: UnsafeMutablePointer<Int32>

  /// What it costs to take a node while its neighbour at the right, left, below or above is left: four a node.
  ///
  /// Written by the caller, used up by the search.
  let links: UnsafeMutablePointer<Int32>

  private let count: Int

  /// How far the neighbour lies in each of the four directions.
  ///
  /// From memory, as no direction can be foretold: a branch on it is guessed wrong every second time.
  private let offsets: UnsafeMutablePointer<Int>
  private let nodes: UnsafeMutablePointer<Node>

  /// Nodes that may find neighbours, in a ring, and nodes that have lost their parent.
  private let queue: UnsafeMutablePointer<Int32>
  private let orphans: UnsafeMutablePointer<Int32>
  private var queueStart = 0
  private var queueCount = 0
  private var orphanCount = 0
  private var time: UInt32 = 0

  /// Eight bytes: the search goes from node to node, and waits for nothing but them.
  private struct Node {
    private var flags: UInt8 = 0
    var parent: Int8 = Parent.none

    /// Steps to the node that gains, as of `time`: fewer than a region has pixels.
    var distance: UInt16 = 0
    var time: UInt32 = 0

    /// Whether it can be reached from a node that gains.
    var isReached: Bool {
      @inline(__always) get { flags & 1 != 0 }
      @inline(__always) set { flags = flags & 2 | (newValue ? 1 : 0) }
    }

    var isQueued: Bool {
      @inline(__always) get { flags & 2 != 0 }
      @inline(__always) set { flags = flags & 1 | (newValue ? 2 : 0) }
    }
  }

  /// Directions are 0 right, 1 left, 2 below, 3 above; a direction and its reverse differ in the lowest bit.
  private enum Parent {
    /// The node gains by itself.
    static let terminal: Int8 = 4
    static let none: Int8 = 5
  }

  /// Memory for grids of up to so many nodes, valid within `body`; all gains and links are 0.
  @inline(__always)
  static func withMemory(stride: Int, rows: Int, _ body: (inout MinimumCut) -> Void) {
    let count = stride &* rows
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: count &* 7) { values in
      withUnsafeTemporaryAllocation(of: Node.self, capacity: count) { nodes in
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 4) { offsets in
          guard let values = values.baseAddress, let nodes = nodes.baseAddress, let offsets = offsets.baseAddress
          else { return }
          values.initialize(repeating: 0, count: count &* 7)
          nodes.initialize(repeating: Node(), count: count)
          (offsets[0], offsets[1], offsets[2], offsets[3]) = (1, -1, stride, -stride)
          var cut = MinimumCut(
            stride: stride, gain: values, links: values + count, count: count, offsets: offsets, nodes: nodes,
            queue: values + count &* 5, orphans: values + count &* 6)
          body(&cut)
        }
      }
    }
  }

  private init(
    stride: Int, gain: UnsafeMutablePointer<Int32>, links: UnsafeMutablePointer<Int32>, count: Int,
    offsets: UnsafeMutablePointer<Int>, nodes: UnsafeMutablePointer<Node>, queue: UnsafeMutablePointer<Int32>,
    orphans: UnsafeMutablePointer<Int32>
  ) {
    self.stride = stride
    self.gain = gain
    self.links = links
    self.count = count
    self.offsets = offsets
    self.nodes = nodes
    self.queue = queue
    self.orphans = orphans
  }

  /// Whether a node is taken, after `solve`.
  @inline(__always)
  func isTaken(_ node: Int) -> Bool { nodes[node].isReached }

  /// Makes all gains and links 0 again.
  func clear() {
    gain.update(repeating: 0, count: count)
    links.update(repeating: 0, count: count &* 4)
  }

  /// Finds the cheapest division.
  mutating func solve() {
    time = 0
    queueStart = 0
    queueCount = 0
    orphanCount = 0
    spread()
    for node in 0..<count {
      nodes[node] = Node()
      if gain[node] <= 0 { continue }
      nodes[node].isReached = true
      nodes[node].parent = Parent.terminal
      nodes[node].distance = 1
      enqueue(node)
    }
    while queueCount > 0 {
      let node = Int(queue[queueStart])
      if grow(node) { continue }
      queueStart = queueStart &+ 1 == count ? 0 : queueStart &+ 1
      queueCount = queueCount &- 1
      nodes[node].isQueued = false
    }
  }

  /// Moves gains along rows and columns as far as the links let them, as in a preflow (Goldberg and Tarjan 1988).
  ///
  /// Wherever a gain stands, the division is the same; most of them end at nodes that lose, without a path of their own.
  private func spread() {
    for node in 0..<count { spread(node, 0) }
    for node in (0..<count).reversed() { spread(node, 1) }
    for node in 0..<count { spread(node, 2) }
    for node in (0..<count).reversed() { spread(node, 3) }
  }

  @inline(__always)
  private func spread(_ node: Int, _ direction: Int) {
    let flow = min(gain[node], links[node &* 4 &+ direction])
    if flow <= 0 { return }
    let other = neighbour(node, direction)
    send(flow, node, direction)
    gain[node] = gain[node] &- flow
    gain[other] = gain[other] &+ flow
  }

  @inline(__always)
  private func neighbour(_ node: Int, _ direction: Int) -> Int { node &+ offsets[direction] }

  @inline(__always)
  private mutating func enqueue(_ node: Int) {
    if nodes[node].isQueued { return }
    nodes[node].isQueued = true
    let end = queueStart &+ queueCount
    queue[end >= count ? end &- count : end] = Int32(truncatingIfNeeded: node)
    queueCount = queueCount &+ 1
  }

  /// Lets a node reach its neighbours; true where it met one that loses, and has to be looked at again.
  @inline(__always)
  private mutating func grow(_ node: Int) -> Bool {
    if !nodes[node].isReached { return false }
    for direction in 0..<4 where links[node &* 4 &+ direction] > 0 {
      let other = neighbour(node, direction)
      if nodes[other].isReached { continue }
      if gain[other] < 0 {
        augment(from: node, to: other, direction: direction)
        adopt()
        return true
      }
      nodes[other].isReached = true
      nodes[other].parent = Int8(truncatingIfNeeded: direction ^ 1)
      nodes[other].distance = nodes[node].distance &+ 1
      nodes[other].time = nodes[node].time
      enqueue(other)
    }
    return false
  }

  /// Sends as much as possible from the root of a node to a neighbour that loses.
  private mutating func augment(from start: Int, to end: Int, direction: Int) {
    var flow = min(links[start &* 4 &+ direction], -gain[end])
    var node = start
    while nodes[node].parent != Parent.terminal {
      let up = Int(nodes[node].parent)
      let parent = neighbour(node, up)
      flow = min(flow, links[parent &* 4 &+ (up ^ 1)])
      node = parent
    }
    flow = min(flow, gain[node])

    send(flow, start, direction)
    gain[end] = gain[end] &+ flow
    node = start
    while nodes[node].parent != Parent.terminal {
      let up = Int(nodes[node].parent)
      let parent = neighbour(node, up)
      send(flow, parent, up ^ 1)
      if links[parent &* 4 &+ (up ^ 1)] == 0 { orphan(node) }
      node = parent
    }
    gain[node] = gain[node] &- flow
    if gain[node] == 0 { orphan(node) }
  }

  @inline(__always)
  private func send(_ flow: Int32, _ node: Int, _ direction: Int) {
    let there = node &* 4 &+ direction
    let back = neighbour(node, direction) &* 4 &+ (direction ^ 1)
    links[there] = links[there] &- flow
    links[back] = links[back] &+ flow
  }

  @inline(__always)
  private mutating func orphan(_ node: Int) {
    nodes[node].parent = Parent.none
    orphans[orphanCount] = Int32(truncatingIfNeeded: node)
    orphanCount = orphanCount &+ 1
  }

  /// Finds new parents for the orphans, or sets them free.
  private mutating func adopt() {
    time = time &+ 1
    while orphanCount > 0 {
      orphanCount = orphanCount &- 1
      let node = Int(orphans[orphanCount])
      var best = UInt16.max
      var parent = Parent.none
      for direction in 0..<4 {
        let other = neighbour(node, direction)
        if !nodes[other].isReached || links[other &* 4 &+ (direction ^ 1)] == 0 { continue }
        let distance = distanceToTerminal(other)
        if distance < best {
          best = distance
          parent = Int8(truncatingIfNeeded: direction)
        }
      }
      nodes[node].parent = parent
      if parent != Parent.none {
        nodes[node].distance = best &+ 1
        nodes[node].time = time
        continue
      }
      nodes[node].isReached = false
      for direction in 0..<4 {
        let other = neighbour(node, direction)
        if !nodes[other].isReached { continue }
        if links[other &* 4 &+ (direction ^ 1)] > 0 { enqueue(other) }
        if nodes[other].parent == Int8(truncatingIfNeeded: direction ^ 1) { orphan(other) }
      }
    }
  }

  /// Steps from a node to one that gains; the largest number where the way ends at an orphan.
  private func distanceToTerminal(_ start: Int) -> UInt16 {
    var steps: UInt16 = 0
    var node = start
    while nodes[node].time != time || nodes[node].parent == Parent.none {
      if nodes[node].parent == Parent.none { return .max }
      if nodes[node].parent == Parent.terminal {
        nodes[node].time = time
        nodes[node].distance = 1
        break
      }
      node = neighbour(node, Int(nodes[node].parent))
      steps = steps &+ 1
    }
    let total = steps &+ nodes[node].distance
    var distance = total
    node = start
    while nodes[node].time != time {
      nodes[node].time = time
      nodes[node].distance = distance
      distance = distance &- 1
      node = neighbour(node, Int(nodes[node].parent))
    }
    return total
  }
}
