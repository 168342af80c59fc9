import KernelInterface
import Raster
import SynthesisReference
import TestSupport
import Testing

@testable import Synthesis

@Suite struct ThumbnailKernelTests {
  private static let shapes = (1...ThumbnailShape.mostCut).flatMap { cut in
    [
      ThumbnailShape(left: cut, top: 0, columns: 8 - cut, rows: 8),
      ThumbnailShape(left: 0, top: 0, columns: 8 - cut, rows: 8),
      ThumbnailShape(left: 0, top: cut, columns: 8, rows: 8 - cut),
      ThumbnailShape(left: 0, top: 0, columns: 8, rows: 8 - cut),
    ].compactMap(\.self)
  }

  @Test func `shapes have numbers of their own, and cells within themselves`() {
    #expect(Set(Self.shapes.map(\.number)) == Set(0..<ThumbnailShape.count))
    for shape in Self.shapes {
      var pixels: Set<Int> = []
      for cell in 0..<ThumbnailShape.cellCount {
        let corner = shape.corner(ofCell: cell)
        for y in corner.y..<corner.y + shape.cellRows {
          for x in corner.x..<corner.x + shape.cellColumns { pixels.insert(y * 8 + x) }
        }
      }
      #expect(pixels.count == ThumbnailShape.cellCount * shape.cellArea)
      #expect(
        pixels.allSatisfy { pixel in
          (shape.left..<shape.left + shape.columns).contains(pixel % 8)
            && (shape.top..<shape.top + shape.rows).contains(pixel / 8)
        })
    }
    #expect(ThumbnailShape(left: 0, top: 0, columns: 8, rows: 8) == nil)
    #expect(ThumbnailShape(left: 1, top: 1, columns: 7, rows: 7) == nil)
    #expect(ThumbnailShape(left: 3, top: 0, columns: 5, rows: 8) == nil)
  }

  @Test(arguments: shapes + [.whole])
  func `values are rounded means`(shape: ThumbnailShape) {
    let size = Size(width: 29, height: 11)
    let source = Buffer(Image.noise(size: size, seed: 4, opaque: false).pixels)
    let stride = 32
    for instructionSet in InstructionSet.runnable {
      for row in [0, 3] {
        let planes = Buffer<UInt8>(count: ThumbnailShape.valueCount * stride, repeating: 0)
        instructionSet.kernels.thumbnails(
          pixels: source.base, width: size.width, row: row, shape: shape, stride: stride, into: planes.base)
        for x in 0..<size.width - 7 {
          func mean(_ x: Int, _ y: Int, _ columns: Int, _ rows: Int, _ channel: Int) -> Double {
            var sum = 0
            for y in y..<y + rows {
              for x in x..<x + columns { sum += Int(source[(y * size.width + x) * 4 + channel]) }
            }
            return Double(sum) / Double(columns * rows)
          }
          for channel in 0..<4 {
            let all = mean(x + shape.left, row + shape.top, shape.columns, shape.rows, channel)
            let place = (ThumbnailShape.cellCount * 3 + channel) * stride + x
            #expect(abs(Double(planes[place]) - all) < 0.501)
            for cell in 0..<ThumbnailShape.cellCount where channel < 3 {
              let corner = shape.corner(ofCell: cell)
              let part = mean(x + corner.x, row + corner.y, shape.cellColumns, shape.cellRows, channel)
              let value = min(max(128 + part - all, 0), 255)
              #expect(abs(Double(planes[(cell * 3 + channel) * stride + x]) - value) < 0.501)
            }
          }
        }
      }
    }
  }

  @Test func `samples are every second patch, shifted from row to row, plain and mirrored`() {
    let engine = Engine(.portable)
    for size in [Size(width: 8, height: 9), Size(width: 9, height: 8), Size(width: 46, height: 12)] {
      let plain = Buffer(Image.noise(size: size, seed: 4, opaque: false).pixels)
      let flipped = engine.mirrored(plain, size: size)
      let sampled = SampledThumbnails(plain, flipped: flipped, size: size, engine: engine)
      let samples = sampled.view
      let corners = size.width - 7
      #expect(samples.stride % ThumbnailShape.lanes == 0)
      for row in 0..<size.height - 7 {
        for (source, planes) in [(plain, samples.plain), (flipped, samples.flipped)] {
          let all = Buffer<UInt8>(count: ThumbnailShape.valueCount * corners, repeating: 0)
          engine.kernels.thumbnails(
            pixels: source.base, width: size.width, row: row, shape: .whole, stride: corners, into: all.base)
          for (place, corner) in stride(from: row % 2, to: corners, by: 2).enumerated() {
            let column = source.base == plain.base ? corner : corners - 1 - corner
            for value in 0..<ThumbnailShape.valueCount {
              let sample = planes[(row * ThumbnailShape.valueCount + value) * samples.stride + place]
              #expect(sample == all[value * corners + column], "\(size), row \(row), corner \(corner)")
            }
          }
        }
      }
      withExtendedLifetime((plain, flipped, sampled)) {}
    }
  }

  @Test(arguments: FillCase.Subject.allCases)
  func `a start with thumbnails is the same as without`(subject: FillCase.Subject) {
    let example = FillCase(
      source: Size(width: 33, height: 27), edges: EdgeAmounts(left: 5, right: 3, top: 2, bottom: 6), subject: subject)
    for instructionSet in InstructionSet.runnable {
      let starts = [false, true].map { hasThumbnails in
        start(example, instructionSet, hasThumbnails: hasThumbnails)
      }
      #expect(starts[0].field == starts[1].field && starts[0].estimate == starts[1].estimate, "\(instructionSet)")
    }
  }

  private func start(
    _ example: FillCase, _ instructionSet: InstructionSet, hasThumbnails: Bool
  ) -> (field: [Match], estimate: [UInt8]) {
    let engine = Engine(example.options(threads: 1, instructionSet))
    let working = WorkingSource(example.canvas, engine: engine)
    let pyramid = Pyramid(working, edges: working.edges, engine: engine)
    let saliency = pyramid.saliency(pyramid.selfSimilarity(engine: engine), engine: engine)
    let level = pyramid.level(
      pyramid.start, saliency: saliency, isSearched: true, costModel: CostModel(), engine: engine)
    level.startEmpty()
    let thumbnails = hasThumbnails ? Thumbnails(level, engine: engine) : Thumbnails()
    var peel = OnionPeel(level, thumbnails: thumbnails, engine: engine)
    peel.grow()
    return (level.field.values, level.estimate.values)
  }
}
