import KernelInterface
import Raster
import TestSupport
import Testing

@testable import Synthesis

@Suite struct PyramidTests {
  @Test(arguments: [24, 38, 46, 47, 54, 70, 100, 161, 200])
  func `levels shrink by at most two down to the start size`(side: Int) {
    let pyramid = pyramid(source: Size(width: side + 3, height: side))
    let sizes = pyramid.geometries.map(\.shortSide)
    #expect(sizes[0] == side)
    for (larger, smaller) in zip(sizes, sizes.dropFirst()) {
      let ratio = Double(larger) / Double(smaller)
      #expect((1.4...2.1).contains(ratio), "\(sizes)")
    }
    #expect((min(side, 46)...70).contains(sizes[pyramid.start]), "\(sizes)")
    #expect(side <= 57 ? pyramid.start == 0 : true)
    for (geometry, source) in zip(pyramid.geometries, pyramid.sources) {
      #expect(source.count == geometry.known.size.area * 4)
    }
  }

  @Test(arguments: [17, 20, 23, 34])
  func `periods are whole numbers of the start level's pixels`(period: Int) {
    let size = Size(width: 6 * period + 11, height: 5 * period + 7)
    let engine = Engine(.portable)
    let working = WorkingSource(
      Canvas(source: .periodic(size: size, period: period), edges: EdgeAmounts(left: 90, top: 31)), engine: engine)
    let pyramid = Pyramid(working, edges: working.edges, engine: engine)
    let start = pyramid.geometries[pyramid.start]
    #expect(pyramid.start > 0)
    for (length, whole) in [(start.known.width, size.width), (start.known.height, size.height)] {
      let pixels = Double(period * length) / Double(whole)
      #expect(abs(pixels - pixels.rounded()) < 0.1, "\(pixels) in \(start)")
    }
    // What grows is stretched with the source.
    #expect(abs(start.known.x * size.width - 90 * start.known.width) <= size.width / 2)
    #expect(abs(start.known.y * size.height - 31 * start.known.height) <= size.height / 2)
    #expect(pyramid.sources[pyramid.start].count == start.known.size.area * 4)
  }

  @Test func `what repeats itself in fewer pixels than a patch has starts one level finer`() {
    let size = Size(width: 220, height: 180)
    let engine = Engine(.portable)
    let starts = [Image.periodic(size: size, period: 20), .softNoise(size: size, seed: 1)].map { source in
      let working = WorkingSource(Canvas(source: source, edges: EdgeAmounts(left: 60)), engine: engine)
      let pyramid = Pyramid(working, edges: working.edges, engine: engine)
      return pyramid.geometries[pyramid.start].shortSide
    }
    #expect((75...105).contains(starts[0]) && (46...70).contains(starts[1]), "\(starts)")
  }

  @Test func `vast canvases around small sources start smaller`() {
    let engine = Engine(.portable)
    // 8 and 9 times as many new pixels as the source has.
    let starts = [480, 540].map { right in
      let canvas = Canvas(
        source: .gradient(size: Size(width: 60, height: 60)), edges: EdgeAmounts(right: right))
      let working = WorkingSource(canvas, engine: engine)
      let pyramid = Pyramid(working, edges: working.edges, engine: engine)
      return pyramid.geometries[pyramid.start].shortSide
    }
    #expect(starts == [60, 40])
  }

  @Test func `weights of the priors fade towards full size`() {
    let pyramid = pyramid(source: Size(width: 120, height: 100))
    let engine = Engine(.portable)
    let saliency = Saliency.blank(size: Size(width: 4, height: 4), engine: engine)
    let costModel = CostModel()
    let fine = pyramid.level(0, saliency: saliency, isSearched: false, costModel: costModel, engine: engine)
    let start = pyramid.level(
      pyramid.start, saliency: saliency, isSearched: true, costModel: costModel, engine: engine)
    #expect(fine.weights.saliency < start.weights.saliency)
    #expect(fine.weights.loneSubject < start.weights.loneSubject)
    #expect(Float(fine.weights.occurrence) * fine.smoothOccurrence < Float(start.weights.occurrence))
    #expect(start.weights.saliency < costModel.weights(octaves: 0).saliency)
    #expect(fine.weights.biasLimit == start.weights.biasLimit)
    #expect(fine.nextField.count == 0 && start.nextField.count == start.field.count)
  }

  private func pyramid(source: Size) -> Pyramid {
    let engine = Engine(.portable)
    let canvas = Canvas(source: .gradient(size: source), edges: EdgeAmounts(left: 5, bottom: 6))
    let working = WorkingSource(canvas, engine: engine)
    return Pyramid(working, edges: working.edges, engine: engine)
  }
}

@Suite struct WorkingSourceTests {
  @Test func `small sources are continued by reflection and the canvas stays inside`() {
    for seed in 1...40 as ClosedRange<UInt64> {
      let canvas = FillCase(random: seed).canvas
      let working = WorkingSource(canvas, engine: Engine(.portable))
      #expect(working.size.width == max(24, canvas.source.width))
      #expect(working.size.height == max(24, canvas.source.height))
      #expect(working.canvasRect.size == canvas.size)
      let whole = working.edges.canvasSize(for: working.size)
      #expect(Rect(x: 0, y: 0, width: whole.width, height: whole.height).contains(working.canvasRect))

      // Where the source lies on the working source.
      let x = working.canvasRect.x + canvas.edges.left - working.edges.left
      let y = working.canvasRect.y + canvas.edges.top - working.edges.top
      for (dx, dy) in [(0, 0), (canvas.source.width - 1, canvas.source.height - 1)] {
        let place = ((y + dy) * working.size.width + x + dx) * 4
        let pixel = canvas.source[x: dx, y: dy]
        #expect(working.pixels.values(in: place..<place + 3) == [pixel.red, pixel.green, pixel.blue])
      }
      #expect(working.transparentPixels == nil)
    }
  }

  @Test func `transparent pixels are worked on over white and kept aside`() {
    let source = Image(size: Size(width: 30, height: 26), fill: Pixel(red: 9, green: 0, blue: 0, alpha: 0))
    let working = WorkingSource(Canvas(source: source, edges: EdgeAmounts(left: 3)), engine: Engine(.portable))
    #expect(working.pixels.values(in: 0..<4) == [255, 255, 255, 0])
    #expect(working.transparentPixels?.values(in: 0..<4) == [9, 0, 0, 0])
  }
}
