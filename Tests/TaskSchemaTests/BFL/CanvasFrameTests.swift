import TaskSchema
import Testing

@Suite struct CanvasFrameTests {
  @Test(arguments: [
    // Source, frame, then what is cut and what is added.
    ((100, 80), CanvasFrame(width: 200, height: 100, offsetX: 30, offsetY: 0), (0, 0, 100, 80), (30, 70, 0, 20)),
    ((100, 80), CanvasFrame(width: 201, height: 81), (0, 0, 100, 80), (50, 51, 0, 1)),
    ((100, 80), CanvasFrame(width: 100, height: 80), (0, 0, 100, 80), (0, 0, 0, 0)),
    (
      (100, 80), CanvasFrame(width: 100, height: 80, offsetX: -10, offsetY: 5, autoCrop: true), (10, 0, 90, 75),
      (0, 10, 5, 0)
    ),
    ((101, 80), CanvasFrame(width: 64, height: 100, autoCrop: true), (19, 0, 64, 80), (0, 0, 10, 10)),
  ]) func `the source lies where it is put`(
    source: (Int, Int), frame: CanvasFrame, crop: (Int, Int, Int, Int), edges: (Int, Int, Int, Int)
  ) throws {
    let plan = try CanvasPlan(width: source.0, height: source.1, frame: frame)
    #expect(plan.crop == CropRect(x: crop.0, y: crop.1, width: crop.2, height: crop.3))
    #expect(plan.edges == OutpaintEdges(left: edges.0, right: edges.1, top: edges.2, bottom: edges.3))
    #expect(plan.canvasWidth == frame.width)
    #expect(plan.canvasHeight == frame.height)
  }

  @Test func `what does not fit is refused by the parameter at fault`() {
    let centred = CanvasFrame(width: 64, height: 100)
    #expect(
      throws: CanvasFrameError.sourceBeyondCanvas(parameter: "width", source: 101, offset: -19, canvas: 64)
    ) { try CanvasPlan(width: 101, height: 80, frame: centred) }
    let shifted = CanvasFrame(width: 200, height: 100, offsetY: 21)
    #expect(
      throws: CanvasFrameError.sourceBeyondCanvas(
        parameter: "reference_offset_y", source: 80, offset: 21, canvas: 100)
    ) { try CanvasPlan(width: 100, height: 80, frame: shifted) }
    let beside = CanvasFrame(width: 200, height: 100, offsetX: 200, autoCrop: true)
    #expect(
      throws: CanvasFrameError.sourceOutsideCanvas(
        parameter: "reference_offset_x", source: 100, offset: 200, canvas: 200)
    ) { try CanvasPlan(width: 100, height: 80, frame: beside) }
    #expect(throws: CanvasFrameError.sourceTooSmall(width: 100, height: 15, minimum: 16)) {
      try CanvasPlan(width: 100, height: 15, frame: centred)
    }
  }
}
