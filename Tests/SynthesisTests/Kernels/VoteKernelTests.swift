import KernelInterface
import Raster
import SynthesisReference
import TestSupport
import Testing

@testable import Synthesis

@Suite struct VoteKernelTests {
  /// A picture without alpha votes with the level's source, the last vote with one of its own.
  @Test(arguments: KernelCase.all, [false, true])
  func `votes are the weighted means of all patches over a pixel`(_ example: KernelCase, isLast: Bool) {
    let tables = VoteTables(seed: example.seed)
    let reference = ReferenceLevel(example.level(.portable))
    let alpha = Content.noise.samples(width: example.source.width, height: example.source.height, seed: 99)
    let source = isLast ? ReferencePicture(size: example.source, samples: alpha) : reference.source
    let ballots = reference.ballots(tables.reference)
    let voted = (0..<reference.height).map { y in
      (0..<reference.width).map { x in reference.voted(x: x, y: y, source: source, ballots: ballots) }
    }

    for instructionSet in InstructionSet.runnable {
      for tiling in Tiling.allCases {
        let level = example.level(instructionSet)
        let tiles = tiling.cut(level.geometry.votedTiles)
        var expected = level.voted.values
        var expectedDetail = [Int16](repeating: 7777, count: level.voted.count)
        for (x, y) in tiles.flatMap(\.places) {
          guard let pixel = voted[y][x] else { continue }
          for c in 0..<4 {
            expected[(y * reference.width + x) * 4 + c] = UInt16(pixel.mean[c])
            expectedDetail[(y * reference.width + x) * 4 + c] = Int16(pixel.detail[c])
          }
        }

        let detail = Buffer<Int16>(count: level.voted.count, repeating: 7777)
        let last = Buffer(alpha)
        let lastFlipped = Engine(instructionSet).mirrored(last, size: example.source)
        let vote = tables.vote(
          source: isLast ? last : level.source, flippedSource: isLast ? lastFlipped : level.flippedSource,
          detail: isLast ? detail : nil)
        for tile in tiles { instructionSet.kernels.vote(level.view, tile: tile, vote: vote) }
        expectEqual(level.voted.values, expected, "\(instructionSet), \(tiling), mean")
        if isLast { expectEqual(detail.values, expectedDetail, "\(instructionSet), \(tiling), detail") }
        withExtendedLifetime((level, last, lastFlipped)) {}
      }
    }
  }

  @Test func `a tile without unknown pixels around it is left alone`() {
    let example = KernelCase(
      source: Size(width: 24, height: 24), edges: EdgeAmounts(left: 2), content: .noise, matches: .scattered)
    let tables = VoteTables(seed: 1)
    for instructionSet in InstructionSet.runnable {
      let level = example.level(instructionSet)
      let before = level.voted.values
      let vote = tables.vote(source: level.source, flippedSource: level.flippedSource, detail: nil)
      instructionSet.kernels.vote(level.view, tile: Tile(x: 10, y: 0, width: 16, height: 24), vote: vote)
      expectEqual(level.voted.values, before, "\(instructionSet)")
    }
  }

  @Test func `every voted value is rounded to the nearest byte`() {
    let size = Size(width: 103, height: 80)
    let geometry = LevelGeometry(known: Size(width: 8, height: 8), edges: EdgeAmounts(right: 95, bottom: 72), scale: 1)
    for instructionSet in InstructionSet.runnable {
      let engine = Engine(instructionSet)
      let saliency = Saliency(
        pixels: Buffer(count: 256, repeating: 0), size: Size(width: 8, height: 8), engine: engine)
      let level = Level(
        geometry, source: Buffer(count: 256, repeating: 0), saliency: saliency, costModel: CostModel(), octaves: 0,
        engine: engine)
      for i in 0..<level.voted.count { level.voted[i] = UInt16(i % 8161) }
      for tile in Tiling.sevenByThree.cut([Tile(x: 0, y: 0, width: size.width, height: size.height)]) {
        instructionSet.kernels.quantize(level.view, tile: tile)
      }
      expectEqual(
        level.estimate.values, level.voted.values.map { UInt8(ReferenceLevel.quantized(Int($0))) }, "\(instructionSet)")
    }
  }
}

/// Weight tables of the shape that the engine uses, but rougher, so that a wrong index shows.
struct VoteTables: Sendable {
  let costs: Buffer<UInt32>
  let distances: Buffer<UInt32>

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    costs = Buffer(count: 200, repeating: 0)
    for i in 0..<200 { costs[i] = UInt32(random.next(below: 65536 >> (i / 16))) }
    distances = Buffer(count: 50, repeating: 0)
    for i in 0..<50 { distances[i] = UInt32(65535 >> (i / 12)) - UInt32(random.next(below: 300)) }
  }

  private var costScale: Float { 0.0019 }

  var reference: ReferenceVote {
    ReferenceVote(
      costScale: costScale, costTable: costs.values.map { Int($0) }, distanceTable: distances.values.map { Int($0) })
  }

  /// The tables and buffers must outlive the vote.
  func vote(source: Buffer<UInt8>, flippedSource: Buffer<UInt8>, detail: Buffer<Int16>?) -> Vote {
    Vote(
      costScale: costScale, costTable: costs.base, costTableCount: costs.count, distanceTable: distances.base,
      distanceTableCount: distances.count, detail: detail?.base, source: source.base,
      flippedSource: flippedSource.base)
  }
}
