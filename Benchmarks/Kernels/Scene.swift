import Foundation
import KernelInterface
import Raster

/// A level in the middle of a fill: a photograph, its canvas, and a field whose matches continue each other in chunks.
///
/// The estimate is the photograph continued by reflection. The weights are those of a level far above the start, where
/// most of the time goes.
final class Scene: @unchecked Sendable {
  let canvas: Size
  let known: Rect
  private(set) var view: LevelView

  private let source: Buffer<UInt8>
  private let flipped: Buffer<UInt8>
  private let moments: Buffer<UInt16>
  private let squares: Buffer<Int32>
  private let estimates: [Buffer<UInt8>]
  private let fields: [Buffer<Match>]
  private let cost: Buffer<Int32>
  private let bytes: Buffer<UInt8>
  private let places: Buffer<Int32>
  private let priors: Buffer<Int32>

  /// - Parameter octaves: how far above the start level; see `CostModel.weights(octaves:)`.
  init(source size: Size, edges: EdgeAmounts, octaves: Double, kernels: any KernelSet.Type) {
    canvas = edges.canvasSize(for: size)
    known = edges.sourceRect(for: size)
    let targets = Size(width: canvas.width - 7, height: canvas.height - 7)
    source = Self.buffer(Picture.photograph(size))
    flipped = Buffer(count: size.area * 4, repeating: 0)
    kernels.mirror(pixels: source.base, width: size.width, rows: 0..<size.height, into: flipped.base)
    moments = Buffer(count: (size.width - 7) * (size.height - 7) * 4, repeating: 0)
    kernels.patchMoments(pixels: source.base, width: size.width, rows: 0..<size.height - 7, into: moments.base)
    squares = Buffer(count: (size.width - 7) * (size.height - 7), repeating: 0)
    kernels.patchSquares(pixels: source.base, width: size.width, rows: 0..<size.height - 7, into: squares.base)
    let estimate = Self.buffer(Picture.reflected(Picture.photograph(size), to: canvas))
    estimates = [estimate, Buffer(count: canvas.area * 4, repeating: 0)]
    fields = (0..<2).map { _ in Buffer(count: targets.area, repeating: Match(rawValue: 0)) }
    cost = Buffer(count: targets.area, repeating: 1 << 20)
    bytes = Buffer(count: max(6 * 64 * 64, size.area), repeating: 0)
    places = Buffer(count: max(size.width, size.height), repeating: 0)
    priors = Buffer(count: targets.width + size.width, repeating: 0)
    let fade = pow(0.4, octaves)
    for place in 0..<priors.count {
      let relative = Double(place) / Double(size.height)
      priors[place] = Int32(1000 * 64 * fade * relative * relative)
    }
    let weights = CostWeights(
      biasLimit: 20 * 64, contrast: 16, knownWeight: 4, agreement: 24 * 192, saliency: Int32(5000 * fade * 192 / 255),
      loneSubject: 0, occurrence: 0, period: 0, flip: 60 * 192)
    view = LevelView(
      width: canvas.width, height: canvas.height, knownX: known.x, knownY: known.y, knownWidth: size.width,
      knownHeight: size.height, source: source.base, flippedSource: flipped.base, sourceMoments: moments.base,
      sourceSquares: squares.base,
      estimate: estimates[0].base, nextEstimate: estimates[1].base, field: fields[0].base, nextField: fields[1].base,
      cost: cost.base, occurrence: bytes.base, saliency: bytes.base, saliencyWidth: 64, saliencyArea: 64 * 64,
      loneSubjects: bytes.base, loneSubjectStart: 4, loneSubjectRise: 16, saliencyColumns: places.base,
      saliencyRows: places.base, rowPrior: priors.base, columnPrior: priors.base, axisCost: priors.base,
      axisOrigin: known.x, columnPeriodCost: nil, rowPeriodCost: nil, weights: weights)
    scatter(side: 13, columns: targets.width, rows: targets.height)
  }

  private static func buffer(_ image: Image) -> Buffer<UInt8> {
    let buffer = Buffer<UInt8>(count: image.pixels.count, repeating: 0)
    buffer.replace(from: 0, with: image.pixels[...])
    return buffer
  }

  /// Gives squares of corners random matches that continue each other.
  private func scatter(side: Int, columns: Int, rows: Int) {
    let (lastX, lastY) = (view.sourceColumns - 1, view.sourceRows - 1)
    for y in 0..<rows {
      for x in 0..<columns {
        let chunk = (y / side) * (columns / side + 1) + x / side
        var random = CoordinateRandom(key: 7, index: chunk)
        let (left, top) = (random.next(below: lastX), random.next(below: lastY))
        let match = Match(
          x: min(left + x % side, lastX), y: min(top + y % side, lastY), flipped: random.next(below: 4) == 0)
        fields[0][y * columns + x] = match
        fields[1][y * columns + x] = match
      }
    }
  }

  /// Improves the matches of `tiles`, as a fill has done before it comes to what is measured.
  func improve(_ tiles: [Tile], sweeps: Int, kernels: any KernelSet.Type) {
    for pass in 0..<sweeps {
      let key = CoordinateRandom.key(seed: 1, level: 0, iteration: 0, pass: pass)
      let sweep = Sweep(randomKey: key, reach: 16, hopCount: 3, refreshesCosts: pass == 0)
      for tile in tiles { _ = kernels.search(view, tile: tile, sweep: sweep) }
      (view.field, view.nextField) = (view.nextField, view.field)
    }
  }
}
