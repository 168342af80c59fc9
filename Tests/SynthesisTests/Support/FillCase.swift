import Raster
import Synthesis
import TestSupport
import Testing

/// A small picture to fill around, made up from a seed.
struct FillCase: Sendable {
  enum Subject: String, CaseIterable, Sendable {
    case noise, gradient, checker, blobs, narrow
  }

  var source: Size
  var edges: EdgeAmounts
  var subject: Subject
  var effort: Effort
  var seed: UInt64

  init(source: Size, edges: EdgeAmounts, subject: Subject = .blobs, effort: Effort = .high, seed: UInt64 = 1) {
    self.source = source
    self.edges = edges
    self.subject = subject
    self.effort = effort
    self.seed = seed
  }

  /// Any sides of 1...40 and edges of 0...30, small ones more often; at least one edge.
  init(random seed: UInt64) {
    var random = SplitMix64(seed: seed)
    func side() -> Int { 1 + random.next(below: 1 + random.next(below: 40)) }
    func edge() -> Int { random.next(below: 1 + random.next(below: 1 + random.next(below: 31))) }
    source = Size(width: side(), height: side())
    edges = EdgeAmounts(left: edge(), right: 1 + edge(), top: edge(), bottom: edge())
    subject = Subject.allCases[random.next(below: Subject.allCases.count)]
    effort = random.next(below: 2) == 0 ? .fast : .high
    self.seed = seed
  }

  var canvas: Canvas { Canvas(source: picture, edges: edges) }

  var picture: Image {
    switch subject {
    case .noise: .noise(size: source, seed: seed)
    case .gradient: .gradient(size: source)
    case .checker: .checker(size: source, cell: 3)
    case .blobs: .blobs(size: source, seed: seed)
    case .narrow: .narrow(size: source, seed: seed)
    }
  }

  func options(threads: Int = 1, _ instructionSet: InstructionSet = .portable) -> FillOptions {
    FillOptions(seed: seed, effort: effort, bands: RowBands(threads: threads), instructionSet: instructionSet)
  }

  func filled(threads: Int = 1, _ instructionSet: InstructionSet = .portable) -> Image {
    canvas.filled(options(threads: threads, instructionSet)) { _ in }
  }
}

extension FillCase: CustomTestStringConvertible {
  var testDescription: String { "\(subject.rawValue) \(source), \(edges), \(effort.rawValue), seed \(seed)" }
}

extension Image {
  /// Patches of plain colour of many sizes, one over the other: things whose order on the canvas can be right or wrong.
  static func blocks(size: Size, seed: UInt64) -> Image {
    var random = SplitMix64(seed: seed)
    let blocks = (0..<30).map { _ in
      let color = Pixel(
        red: UInt8(random.next(below: 256)), green: UInt8(random.next(below: 256)), blue: UInt8(random.next(below: 256))
      )
      let place = Rect(
        x: random.next(below: size.width), y: random.next(below: size.height), width: 3 + random.next(below: 18),
        height: 3 + random.next(below: 18))
      return (place, color)
    }
    return painted(size: size) { x, y in
      blocks.last { $0.0.contains(x: x, y: y) }?.1 ?? Pixel(red: 128, green: 128, blue: 128)
    }
  }

  /// Soft spots of three colours with a little grain.
  static func blobs(size: Size, seed: UInt64) -> Image {
    var random = SplitMix64(seed: seed)
    let spots = (0..<6).map { _ in (random.next(below: 41), random.next(below: 41), random.next(below: 9) + 3) }
    return painted(size: size) { x, y in
      var near = 0
      for (cx, cy, radius) in spots {
        let distance = (x - cx) * (x - cx) + (y - cy) * (y - cy)
        near = max(near, 255 * radius * radius / (radius * radius + distance))
      }
      let grain = random.next(below: 9)
      return Pixel(
        red: UInt8(max(0, near - grain)), green: UInt8(min(255, 60 + y * 3 + grain)), blue: UInt8(255 - near))
    }
  }

  /// Noise between 110 and 140.
  static func narrow(size: Size, seed: UInt64) -> Image {
    var random = SplitMix64(seed: seed)
    return painted(size: size) { _, _ in
      Pixel(
        red: UInt8(110 + random.next(below: 31)), green: UInt8(110 + random.next(below: 31)),
        blue: UInt8(110 + random.next(below: 31)))
    }
  }
}
