import Raster
import Synthesis
import TestSupport
import Testing

@Suite struct CanvasFillTests {
  /// The last one is large enough for a pyramid of two levels.
  @Test(
    arguments: (1...30).map(FillCase.init(random:)) + [
      FillCase(source: Size(width: 75, height: 70), edges: EdgeAmounts(left: 6, bottom: 3))
    ])
  func `any picture grows by its edges and keeps its pixels, on any threads and processor`(_ example: FillCase) {
    let canvas = example.canvas
    let filled = example.filled()
    #expect(filled.size == canvas.size)
    #expect(filled.isOpaque)
    expectPicture(filled.cropped(to: canvas.sourceRect), equals: canvas.source)
    // Whole pictures try every combination; here each case tries one.
    let instructionSet = InstructionSet.runnable[Int(example.seed) % InstructionSet.runnable.count]
    let threads = [2, 7][Int(example.seed / 2) % 2]
    expectPicture(
      example.filled(threads: threads, instructionSet), equals: filled, "\(threads) threads, \(instructionSet)")
  }

  @Test(arguments: Effort.allCases)
  func `every new pixel is invented from the source`(_ effort: Effort) {
    for edges in [
      EdgeAmounts(left: 23, right: 9, top: 14, bottom: 20), EdgeAmounts(right: 30), EdgeAmounts(top: 1, bottom: 11),
    ] {
      let example = FillCase(source: Size(width: 25, height: 31), edges: edges, subject: .narrow, effort: effort)
      let filled = example.filled()
      // Bounded shifts and the membrane may leave the range of the source, but not by much.
      let colours = filled.pixels.enumerated().filter { $0.offset % 4 != 3 }.map(\.element)
      #expect(colours.allSatisfy { (80...170).contains($0) }, "\(edges)")
    }
  }

  @Test(arguments: [
    Pixel(red: 0, green: 0, blue: 0), Pixel(red: 255, green: 255, blue: 255), Pixel(red: 1, green: 254, blue: 128),
  ])
  func `a flat picture stays exactly flat`(_ color: Pixel) {
    for (width, height) in [(1, 1), (9, 31)] {
      for effort in Effort.allCases {
        let canvas = Canvas(
          source: Image(size: Size(width: width, height: height), fill: color),
          edges: EdgeAmounts(left: 17, right: 3, top: 5, bottom: 12))
        let filled = canvas.filled(FillOptions(effort: effort)) { _ in }
        expectPicture(filled, equals: Image(size: canvas.size, fill: color), "\(width)×\(height), \(effort)")
      }
    }
  }

  @Test func `another seed gives another picture`() {
    var example = FillCase(
      source: Size(width: 26, height: 30), edges: EdgeAmounts(left: 12, right: 8, top: 3, bottom: 9))
    let pictures = (1...3).map { seed in
      example.canvas.filled(FillOptions(seed: seed)) { _ in }
    }
    #expect(Set(pictures).count == 3)
    example.effort = .fast
    #expect(example.filled() != pictures[0])
  }

  @Test func `a canvas without new pixels is the source`() {
    let source = Image.noise(size: Size(width: 5, height: 7), seed: 1, opaque: false)
    let filled = Canvas(source: source, edges: EdgeAmounts()).filled { _ in }
    #expect(filled == source)
  }

  @Test func `the colour profile is carried along`() {
    var source = Image.gradient(size: Size(width: 9, height: 7))
    source.colorProfile = ColorProfile(iccBytes: [1, 2, 3])
    let filled = Canvas(source: source, edges: EdgeAmounts(left: 4)).filled { _ in }
    #expect(filled.colorProfile == source.colorProfile)
  }
}
