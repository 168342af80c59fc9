import Outpainting
import Raster
import TestSupport
import Testing

@Suite struct OutpainterTests {
  private let source = Image.noise(size: Size(width: 12, height: 9), seed: 3)
  private let edges = EdgeAmounts(left: 6, right: 2, top: 1, bottom: 4)

  @Test func `the picture grows by the edges and keeps the source`() throws {
    let expansion = try Outpainter(seed: 9).expand(source, by: edges)
    #expect(expansion.image.size == Size(width: 20, height: 14))
    #expect(expansion.sourceRect == Rect(x: 6, y: 1, width: 12, height: 9))
    #expect(expansion.seed == 9)
    expectPicture(expansion.image.cropped(to: expansion.sourceRect), equals: source)
  }

  @Test func `without edges the source comes back`() throws {
    let transparent = Image.noise(size: Size(width: 7, height: 5), seed: 1, opaque: false)
    let expansion = try Outpainter(seed: 4).expand(transparent, by: EdgeAmounts())
    #expect(expansion == (try Outpainter(seed: 4).expand(transparent, by: EdgeAmounts())))
    #expect(expansion.image == transparent)
    #expect(expansion.sourceRect == Rect(x: 0, y: 0, width: 7, height: 5))
    #expect(expansion.seed == 4)
  }

  @Test func `the colour profile is carried along`() throws {
    var source = source
    source.colorProfile = ColorProfile(iccBytes: [9, 8, 7])
    for edges in [edges, EdgeAmounts()] {
      #expect(try Outpainter().expand(source, by: edges).image.colorProfile == source.colorProfile)
    }
  }

  @Test(arguments: [1, 2, 7, nil])
  func `the number of threads changes nothing`(threads: Int?) throws {
    let expected = try Outpainter(seed: 2, threads: 1).expand(source, by: edges)
    #expect(try Outpainter(seed: 2, threads: threads).expand(source, by: edges) == expected)
  }

  @Test func `seed and effort change the picture, nothing else does`() throws {
    let source = Image.noise(size: Size(width: 26, height: 25), seed: 3)
    func picture(_ outpainter: Outpainter) throws -> Image { try outpainter.expand(source, by: edges).image }
    let first = try picture(Outpainter(seed: 1))
    #expect(try picture(Outpainter(seed: 1, threads: 3, limits: CanvasLimits(maxSide: 100))) == first)
    #expect(try picture(Outpainter(seed: 2)) != first)
    #expect(try picture(Outpainter(seed: 1, effort: .fast)) != first)
  }

  @Test func `standard values`() {
    let outpainter = Outpainter()
    #expect(outpainter == Outpainter(seed: 1, effort: .high, threads: nil, limits: .standard))
    #expect(CanvasLimits.standard == CanvasLimits(maxSide: 32767, maxPixels: 120_000_000))
  }

  @Test func `no threads are a programmer's mistake`() async {
    await #expect(processExitsWith: .failure) { _ = Outpainter(threads: 0) }
  }
}

@Suite struct OutpainterProgressTests {
  private let source = Image.noise(size: Size(width: 12, height: 9), seed: 3)

  @Test func `progress never falls and ends at one`() throws {
    var reports: [Outpainter.Progress] = []
    _ = try Outpainter().expand(source, by: EdgeAmounts(left: 20, bottom: 17)) { reports.append($0) }
    let fractions = reports.map(\.fractionCompleted)
    #expect(fractions == fractions.sorted())
    #expect(fractions.last == 1)
    #expect(reports.last?.step == "finalVote")
    #expect(Set(reports.map(\.step)).isSuperset(of: ["pyramid", "saliency", "start", "finalVote"]))
  }

  @Test func `what the report throws comes out unchanged`() {
    struct Enough: Error, Equatable {}
    #expect(throws: Enough()) {
      _ = try Outpainter().expand(source, by: EdgeAmounts(left: 4)) { _ in throw Enough() }
    }
  }
}
