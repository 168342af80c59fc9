import Raster
import Testing

@Suite struct RectTests {
  let rect = Rect(x: 2, y: 3, width: 4, height: 5)

  @Test func `the far sides are the first column and row outside`() {
    #expect(rect.maxX == 6)
    #expect(rect.maxY == 8)
    #expect(rect.columns == 2..<6)
    #expect(rect.rows == 3..<8)
  }

  @Test func `a point is inside when its column and its row are`() {
    let inside = (0..<10).flatMap { y in (0..<10).filter { x in rect.contains(x: x, y: y) } }
    #expect(inside.count == rect.size.area)
    #expect(rect.contains(x: 2, y: 3))
    #expect(rect.contains(x: 5, y: 7))
    #expect(!rect.contains(x: 6, y: 7))
    #expect(!rect.contains(x: 5, y: 8))
  }

  @Test func `a rectangle contains itself and what reaches over no side`() {
    #expect(rect.contains(rect))
    #expect(rect.contains(Rect(x: 3, y: 4, width: 2, height: 2)))
    #expect(!rect.contains(Rect(x: 1, y: 3, width: 4, height: 5)))
    #expect(!rect.contains(Rect(x: 2, y: 2, width: 4, height: 5)))
    #expect(!rect.contains(Rect(x: 2, y: 3, width: 5, height: 5)))
    #expect(!rect.contains(Rect(x: 2, y: 3, width: 4, height: 6)))
  }

  @Test func `sizes and rectangles describe themselves`() {
    #expect(rect.description == "4×5 at (2, 3)")
  }

  @Test func `a size without width or height is empty`() {
    #expect(Size(width: 0, height: 3).isEmpty)
    #expect(Size(width: 3, height: 0).isEmpty)
    #expect(!Size(width: 1, height: 1).isEmpty)
  }

  @Test func `a negative size is a programmer's mistake`() async {
    await #expect(processExitsWith: .failure) { _ = Size(width: -1, height: 1) }
    await #expect(processExitsWith: .failure) { _ = Rect(x: 0, y: 0, width: 1, height: -1) }
  }
}
