import KernelInterface
import Raster
import SynthesisReference
import TestSupport
import Testing

@testable import Synthesis

@Suite struct VoteKernelTests {
  /// The border votes for known pixels too; the last vote has pixels of its own, with alpha.
  @Test(arguments: KernelCase.all, [false, true])
  func `votes are the weighted means of all patches over a pixel`(_ example: KernelCase, isLast: Bool) {
    let tables = VoteTables(seed: example.seed)
    let reference = ReferenceLevel(example.level(.portable))
    let alpha = Content.noise.samples(width: example.source.width, height: example.source.height, seed: 99)
    let source = isLast ? ReferencePicture(size: example.source, samples: alpha) : reference.source
    let ballots = reference.ballots(tables.reference)
    let canvas = Tile(x: 0, y: 0, width: reference.width, height: reference.height)
    let voted = canvas.places.map { reference.voted(x: $0.x, y: $0.y, source: source, ballots: ballots) }

    for instructionSet in InstructionSet.runnable {
      let level = example.level(instructionSet)
      let last = Buffer(alpha)
      let lastFlipped = Engine(instructionSet).mirrored(last, size: example.source)
      let vote = tables.vote(
        source: isLast ? last : level.source, flippedSource: isLast ? lastFlipped : level.flippedSource,
        includesKnown: !isLast)
      for tiling in Tiling.allCases {
        for tile in tiling.cut([canvas]) {
          let votes = MadeUpVotes(tile, repeating: 7777)
          instructionSet.kernels.vote(level.view, vote: vote, into: votes.view)
          // Nothing is written where nobody votes.
          let expected = tile.places.map { x, y in
            isLast && reference.isKnown(x: x, y: y) ? nil : voted[y * reference.width + x]
          }
          expectEqual(
            votes.values.values, expected.flatMap { ($0?.mean ?? [7777, 7777, 7777, 7777]).map { UInt16($0) } },
            "\(instructionSet), \(tile), mean")
          expectEqual(
            votes.detail.values, expected.flatMap { ($0?.detail ?? [7777, 7777, 7777, 7777]).map { Int16($0) } },
            "\(instructionSet), \(tile), detail")
        }
      }
      withExtendedLifetime((level, last, lastFlipped)) {}
    }
  }

  @Test func `every voted value is rounded to the nearest byte`() {
    let example = KernelCase.all[9]
    for instructionSet in InstructionSet.runnable {
      let level = example.level(instructionSet)
      let (width, height) = (level.geometry.size.width, level.geometry.size.height)
      let count = width * height * 4
      let all = MadeUpVotes(
        Tile(x: 0, y: 0, width: width, height: height), values: (0..<count).map { UInt16($0 * 3 % 8161) },
        detail: [Int16](repeating: 0, count: count))
      var expected = level.nextEstimate.values
      for tile in Tiling.sevenByThree.cut([Tile(x: 3, y: 2, width: 25, height: 27)]) {
        // The votes reach beyond the tile, as in a last vote.
        let votes = MadeUpVotes(tile.expanded(by: 2, width: width, height: height), of: all)
        instructionSet.kernels.quantize(level.view, votes: votes.view, tile: tile)
        for (x, y) in tile.places {
          for i in (y * width + x) * 4..<(y * width + x) * 4 + 4 {
            expected[i] = UInt8(ReferenceLevel.quantized(Int(all.values[i])))
          }
        }
      }
      expectEqual(level.nextEstimate.values, expected, "\(instructionSet)")
    }
    #expect(ReferenceLevel.quantized(8160) == 255)
    #expect(ReferenceLevel.quantized(15) == 0 && ReferenceLevel.quantized(16) == 1)
  }
}

/// Weight tables of the shape that the engine uses, but rougher, so that a wrong index shows.
private struct VoteTables: Sendable {
  let costs: Buffer<UInt32>
  let distances: Buffer<UInt32>

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    costs = Buffer((0..<200).map { UInt32(random.next(below: 65536 >> ($0 / 16))) })
    distances = Buffer((0..<50).map { UInt32(65535 >> ($0 / 12)) - UInt32(random.next(below: 300)) })
  }

  private var costScale: Float { 0.0019 }

  var reference: ReferenceVote {
    ReferenceVote(
      costScale: costScale, costTable: costs.values.map { Int($0) }, distanceTable: distances.values.map { Int($0) })
  }

  /// The tables and buffers must outlive the vote.
  func vote(source: Buffer<UInt8>, flippedSource: Buffer<UInt8>, includesKnown: Bool) -> Vote {
    Vote(
      costScale: costScale, costTable: costs.base, costTableCount: costs.count, distanceTable: distances.base,
      distanceTableCount: distances.count, includesKnown: includesKnown, source: source.base,
      flippedSource: flippedSource.base)
  }
}
