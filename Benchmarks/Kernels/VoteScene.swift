import Foundation
import KernelInterface

/// A level and the tables of a vote.
final class VoteScene: @unchecked Sendable {
  private let scene: Scene
  private let costTable: Buffer<UInt32>
  private let distanceTable: Buffer<UInt32>
  private let values: Buffer<UInt16>

  init(_ scene: Scene) {
    self.scene = scene
    costTable = Buffer(count: 1024, repeating: 0)
    for i in 0..<1024 { costTable[i] = UInt32(65535 * exp(-Double(i) / 64)) }
    distanceTable = Buffer(count: 112, repeating: 0)
    for i in 0..<112 { distanceTable[i] = UInt32(65535 / 1.001 * (pow(1.3, -Double(i) / 4) + 0.001)) }
    values = Buffer(count: 256 * 64 * 4, repeating: 0)
  }

  /// Votes for a tile of at most 256 × 64 pixels.
  func vote(_ tile: Tile, _ kernels: any KernelSet.Type) {
    let vote = Vote(
      costScale: 32 / 4096, costTable: costTable.base, costTableCount: costTable.count,
      distanceTable: distanceTable.base, distanceTableCount: distanceTable.count, includesKnown: false,
      source: scene.view.source, flippedSource: scene.view.flippedSource)
    kernels.vote(scene.view, vote: vote, into: VotedTile(tile: tile, values: values.base, detail: nil))
  }
}
