import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

/// A level in the middle of a fill, made up: any picture, field, costs, saliency and use of sources that may occur.
struct KernelCase: Sendable {
  /// How matches of neighbours relate.
  enum Matches: String, Sendable {
    /// Not at all.
    case scattered

    /// They continue each other over squares of about a dozen corners.
    case chunks

    /// They continue each other as far as the source reaches.
    case whole
  }

  var source: Size
  var edges: EdgeAmounts
  var content: Content

  /// What the canvas shows where it is unknown; nil for another picture of the source's content.
  var estimate: Content?
  var matches: Matches

  /// How far above the start level; the weights of the priors fade with it.
  var octaves = 0.0

  /// Pixels from one repetition to the next, along rows and columns.
  var periods: (across: Double?, down: Double?) = (nil, nil)
  var seed: UInt64 = 1

  /// The level, ready for a kernel of one build; the same for every build.
  func level(_ instructionSet: InstructionSet) -> Level {
    let geometry = LevelGeometry(known: source, edges: edges, scale: 1)
    let engine = Engine(instructionSet)
    let pixels = Buffer(content.samples(width: source.width, height: source.height, seed: seed))
    let mapSize = Size(width: 3 + source.width / 3, height: 2 + source.height / 4)
    let saliency = Saliency.blank(size: mapSize, engine: engine)
    var random = SplitMix64(seed: seed ^ 0xabcd)
    for i in 0..<saliency.maps.count {
      saliency.maps[i] = random.next(below: 3) == 0 ? UInt8(random.next(below: 256)) : 0
    }
    let level = Level(
      geometry, source: pixels, saliency: saliency,
      periods: Periods(
        across: periods.across.map { $0 / Double(source.width) }, down: periods.down.map { $0 / Double(source.height) }),
      costModel: CostModel(), octaves: octaves, isSearched: true, engine: engine)
    level.startEmpty()
    // The map is the level's own memory; the view only promises not to write it.
    let loneSubjects = UnsafeMutablePointer(mutating: level.view.loneSubjects)
    for i in 0..<mapSize.area * 4 {
      loneSubjects[i] = random.next(below: 3) == 0 ? UInt8(random.next(below: 256)) : 0
    }
    let estimate = (estimate ?? content)
      .samples(width: geometry.size.width, height: geometry.size.height, seed: seed + 1)
    level.estimate.replace(from: 0, with: estimate[...])
    level.restoreKnownPixels()
    for i in 0..<level.occurrence.count { level.occurrence[i] = UInt8(max(0, random.next(below: 209) - 104)) }
    for i in 0..<level.cost.count { level.cost[i] = Int32(random.next(below: 1 << random.next(below: 20))) }
    scatter(level, random: &random)
    return level
  }

  /// Writes a match to every target.
  private func scatter(_ level: Level, random: inout SplitMix64) {
    let geometry = level.geometry
    let side = matches == .scattered ? 1 : matches == .chunks ? 13 : geometry.targetColumns + geometry.targetRows
    for top in stride(from: 0, to: geometry.targetRows, by: side) {
      for left in stride(from: 0, to: geometry.targetColumns, by: side) {
        let flipped = random.next(below: 3) == 0
        // The first match of a chunk leaves room to continue, as far as the source allows.
        let x = random.next(below: max(1, geometry.sourceColumns - side + 1))
        let y = random.next(below: max(1, geometry.sourceRows - side + 1))
        for row in top..<min(top + side, geometry.targetRows) {
          for column in left..<min(left + side, geometry.targetColumns)
          where !geometry.known.contains(Rect(x: column, y: row, width: 8, height: 8)) {
            level.field[row * geometry.targetColumns + column] = Match(
              x: min(x + column - left, geometry.sourceColumns - 1),
              y: min(y + row - top, geometry.sourceRows - 1), flipped: flipped)
          }
        }
      }
    }
    level.nextField.copy(from: level.field)
  }
}

extension KernelCase: CustomTestStringConvertible {
  var testDescription: String {
    "\(content.rawValue) and \((estimate ?? content).rawValue), \(source), \(edges), \(matches.rawValue) matches, "
      + "\(octaves) octaves up"
  }
}

extension KernelCase {
  /// The known rectangle everywhere it can lie, sizes from the smallest on, all contents and weights.
  static let all: [KernelCase] = [
    KernelCase(
      source: Size(width: 8, height: 8), edges: EdgeAmounts(left: 5, right: 5, top: 5, bottom: 5), content: .noise,
      matches: .scattered),
    KernelCase(
      source: Size(width: 9, height: 8), edges: EdgeAmounts(left: 1), content: .extremes, matches: .scattered,
      octaves: 1),
    KernelCase(
      source: Size(width: 8, height: 24), edges: EdgeAmounts(right: 12), content: .gradient, matches: .chunks,
      octaves: 0.58),
    KernelCase(
      source: Size(width: 24, height: 8), edges: EdgeAmounts(top: 7, bottom: 3), content: .step, matches: .scattered,
      octaves: 2),
    KernelCase(
      source: Size(width: 13, height: 11), edges: EdgeAmounts(right: 11, bottom: 9), content: .impulses,
      matches: .chunks, octaves: 3, periods: (4, nil)),
    KernelCase(
      source: Size(width: 12, height: 15), edges: EdgeAmounts(left: 12, top: 8), content: .noise,
      matches: .scattered, periods: (nil, 3.4)),
    KernelCase(
      source: Size(width: 14, height: 10), edges: EdgeAmounts(right: 7, top: 13), content: .constant,
      matches: .chunks),
    KernelCase(
      source: Size(width: 15, height: 12), edges: EdgeAmounts(left: 9, bottom: 10), content: .extremes,
      matches: .scattered, octaves: 1.58),
    KernelCase(
      source: Size(width: 24, height: 22), edges: EdgeAmounts(bottom: 13), content: .noise, matches: .whole,
      octaves: 4),
    KernelCase(
      source: Size(width: 24, height: 20), edges: EdgeAmounts(left: 14, right: 4, top: 3, bottom: 12),
      content: .impulses, matches: .chunks, octaves: 1, periods: (5.6, 7), seed: 7),
    KernelCase(
      source: Size(width: 21, height: 24), edges: EdgeAmounts(left: 2, right: 15, top: 6, bottom: 1),
      content: .gradient, matches: .whole, seed: 3),
    KernelCase(
      source: Size(width: 14, height: 12), edges: EdgeAmounts(left: 5, right: 6, top: 4, bottom: 7), content: .faint,
      matches: .scattered, octaves: 8),
    KernelCase(
      source: Size(width: 16, height: 15), edges: EdgeAmounts(left: 6, bottom: 5), content: .faint, matches: .chunks,
      octaves: 7),
    KernelCase(
      source: Size(width: 13, height: 10), edges: EdgeAmounts(left: 11, bottom: 9), content: .black, estimate: .white,
      matches: .scattered),
    KernelCase(
      source: Size(width: 10, height: 13), edges: EdgeAmounts(right: 10, top: 9), content: .white, estimate: .black,
      matches: .scattered),
    KernelCase(
      source: Size(width: 11, height: 12), edges: EdgeAmounts(left: 9, right: 3), content: .white, estimate: .white,
      matches: .scattered),
    KernelCase(
      source: Size(width: 12, height: 11), edges: EdgeAmounts(top: 3, bottom: 9), content: .noise, estimate: .extremes,
      matches: .scattered),
  ]
}

extension Saliency {
  /// Maps of a picture in which nothing stands out.
  static func blank(size: Size, engine: Engine) -> Saliency {
    let pixels = Buffer<UInt8>(count: size.area * 4, repeating: 0)
    return Saliency(
      pixels: pixels, textureLevels: [UInt8](repeating: 0, count: size.area), size: size, narrow: [],
      rarity: { Rarity(of: pixels, size: size, engine: engine) }, engine: engine)
  }
}

extension SplitMix64 {
  mutating func next(below bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

extension Buffer {
  /// A buffer of the values of an array.
  convenience init(_ values: [Element]) where Element: ExpressibleByIntegerLiteral {
    self.init(count: values.count, repeating: 0)
    replace(from: 0, with: values[...])
  }

  var values: [Element] { values(in: 0..<count) }
}
