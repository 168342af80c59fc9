import TaskSchema
import Testing

@Suite struct CanvasPlanTests {
  /// A source, its edges, and the canvas that they give.
  struct Vector: CustomTestStringConvertible {
    var title: String
    var width: Int
    var height: Int
    var edges: OutpaintEdges
    var canvasWidth: Int
    var canvasHeight: Int
    var cost: String

    var testDescription: String { title }
  }

  static let vectors = [
    Vector(
      title: "1", width: 768, height: 1024, edges: OutpaintEdges(left: 640, right: 640, top: 128, bottom: 128),
      canvasWidth: 2048, canvasHeight: 1280, cost: "0.3"),
    Vector(
      title: "1b", width: 1024, height: 1024, edges: OutpaintEdges(left: 640, right: 640, top: 128, bottom: 128),
      canvasWidth: 2304, canvasHeight: 1280, cost: "0.3"),
    Vector(
      title: "2", width: 1024, height: 1024, edges: OutpaintEdges(right: 640), canvasWidth: 1664, canvasHeight: 1024,
      cost: "0.2"),
    Vector(
      title: "3", width: 1024, height: 1024, edges: OutpaintEdges(left: 384, right: 384, top: 160, bottom: 160),
      canvasWidth: 1792, canvasHeight: 1344, cost: "0.3"),
    Vector(
      title: "4", width: 1024, height: 1024, edges: OutpaintEdges(right: 512, top: 256), canvasWidth: 1536,
      canvasHeight: 1280, cost: "0.2"),
    Vector(
      title: "5", width: 1024, height: 1024, edges: OutpaintEdges(left: 512, right: 512), canvasWidth: 2048,
      canvasHeight: 1024, cost: "0.2"),
    Vector(
      title: "6", width: 320, height: 256, edges: OutpaintEdges(left: 37, right: 90, top: 51, bottom: 22),
      canvasWidth: 447, canvasHeight: 329, cost: "0.1"),
  ]

  @Test(arguments: vectors) func `the canvas is exact to the pixel, and priced by its megapixels`(
    vector: Vector
  ) throws {
    let plan = try CanvasPlan(
      width: vector.width, height: vector.height, edges: vector.edges, limits: CanvasLimits(maximumSide: nil))
    #expect(plan.canvasWidth == vector.canvasWidth)
    #expect(plan.canvasHeight == vector.canvasHeight)
    #expect(plan.edges == vector.edges)
    #expect(plan.crop == CropRect(x: 0, y: 0, width: vector.width, height: vector.height))
    #expect(plan.cost.json.encoded() == vector.cost)
  }

  @Test(arguments: vectors.filter { $0.title != "1b" }) func `the hosted limits let these pass`(vector: Vector) throws {
    #expect(throws: Never.self) {
      try CanvasPlan(width: vector.width, height: vector.height, edges: vector.edges)
    }
  }

  @Test func `a canvas over the limit is an error on outpaint`() {
    let error = #expect(throws: CanvasError.self) {
      try CanvasPlan(
        width: 1024, height: 1024, edges: OutpaintEdges(left: 640, right: 640, top: 128, bottom: 128))
    }
    #expect(error == .canvasTooLarge(width: 2304, height: 1280, maximum: 2048))
    #expect(error?.parameter == "outpaint")
    #expect(
      error?.description
        == "The canvas must have at most 2048 pixels a side, but `outpaint` makes it 2304×1280; "
        + "add less, or set `settings.autoCrop` to have the sides shortened.")
  }

  @Test func `2048 a side is allowed, one more is not`() throws {
    #expect(try CanvasPlan(width: 1024, height: 64, edges: OutpaintEdges(left: 1024)).canvasWidth == 2048)
    #expect(throws: CanvasError.self) {
      try CanvasPlan(width: 1024, height: 64, edges: OutpaintEdges(left: 1, right: 1024))
    }
    #expect(throws: CanvasError.self) { try CanvasPlan(width: 64, height: 2049, edges: OutpaintEdges(left: 1)) }
  }

  /// Source side and edges along one axis; what autoCrop makes of them with a limit of 2048.
  @Test(arguments: [
    [1024, 640, 640, 0, 1024, 512, 512],
    [1024, 512, 512, 0, 1024, 512, 512],
    [1024, 2048, 0, 0, 1024, 1024, 0],
    [1024, 0, 2048, 0, 1024, 0, 1024],
    [1000, 1, 2048, 0, 1000, 0, 1048],
    [1001, 700, 701, 0, 1001, 523, 524],
    [2048, 100, 100, 0, 2048, 0, 0],
    [2049, 100, 0, 0, 2048, 0, 0],
    [2051, 0, 0, 1, 2048, 0, 0],
    [3000, 5, 7, 476, 2048, 0, 0],
    [2000, 48, 0, 0, 2000, 48, 0],
    [100, 0, 0, 0, 100, 0, 0],
  ]) func `autoCrop shortens the axis that overflows`(numbers: [Int]) throws {
    let (side, before, after, offset, length, newBefore, newAfter) =
      (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6])
    let wide = try CanvasPlan(
      width: side, height: 200, edges: OutpaintEdges(left: before, right: after, top: 3, bottom: 4), autoCrop: true)
    #expect(wide.crop == CropRect(x: offset, y: 0, width: length, height: 200))
    #expect(wide.edges == OutpaintEdges(left: newBefore, right: newAfter, top: 3, bottom: 4))
    #expect(wide.canvasWidth == newBefore + length + newAfter)
    let tall = try CanvasPlan(
      width: 200, height: side, edges: OutpaintEdges(left: 3, right: 4, top: before, bottom: after), autoCrop: true)
    #expect(tall.crop == CropRect(x: 0, y: offset, width: 200, height: length))
    #expect(tall.edges == OutpaintEdges(left: 3, right: 4, top: newBefore, bottom: newAfter))
  }

  @Test func `vector 1c: autoCrop brings 2304 down to 2048`() throws {
    let plan = try CanvasPlan(
      width: 1024, height: 1024, edges: OutpaintEdges(left: 640, right: 640, top: 128, bottom: 128), autoCrop: true)
    #expect(plan.edges == OutpaintEdges(left: 512, right: 512, top: 128, bottom: 128))
    #expect(plan.canvasWidth == 2048)
    #expect(plan.canvasHeight == 1280)
    #expect(plan.cost.json.encoded() == "0.3")
  }

  @Test func `tiny pictures are refused unless there are no limits`() throws {
    #expect(throws: CanvasError.sourceTooSmall(width: 15, height: 64, minimum: 16)) {
      try CanvasPlan(width: 15, height: 64, edges: OutpaintEdges(left: 100))
    }
    #expect(throws: CanvasError.canvasTooSmall(width: 63, height: 64, minimum: 64)) {
      try CanvasPlan(width: 16, height: 64, edges: OutpaintEdges(left: 47))
    }
    #expect(try CanvasPlan(width: 16, height: 64, edges: OutpaintEdges(left: 48)).canvasWidth == 64)
    #expect(try CanvasPlan(width: 1, height: 1, edges: OutpaintEdges(left: 1), limits: .none).canvasWidth == 2)
    #expect(CanvasError.sourceTooSmall(width: 15, height: 64, minimum: 16).parameter == "inputs.image")
  }

  @Test(arguments: [
    (1024, 1024, "0.1"), (1025, 1024, "0.2"), (1, 1, "0.1"), (2048, 2048, "0.4"), (4096, 2560, "1"),
    (4096, 2816, "1.1"),
  ]) func `every megapixel begun costs ten cents`(width: Int, height: Int, dollars: String) {
    #expect(Cost(width: width, height: height).json.encoded() == dollars)
  }
}
