import Raster
import Testing

@Suite struct PlaneTests {
  @Test func `values lie row by row`() {
    var plane = Plane(size: Size(width: 3, height: 2), repeating: 0)
    for y in 0..<2 {
      for x in 0..<3 { plane[x: x, y: y] = 10 * y + x }
    }
    #expect(plane.values == [0, 1, 2, 10, 11, 12])
    #expect(plane[x: 2, y: 1] == 12)
  }

  @Test func `a new plane repeats its value`() {
    let plane = Plane(size: Size(width: 2, height: 2), repeating: "a")
    #expect(plane.values == ["a", "a", "a", "a"])
    #expect(plane.width == 2 && plane.height == 2)
  }
}
