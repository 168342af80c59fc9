import Raster
import TestSupport
import Testing

@testable import Assessment

@Suite struct MeasureTests {
  @Test func `equal pictures have the best values`() throws {
    let scene = try Scene.small()
    let values = scene.assessment(of: scene.truth, withTruth: true).measurements
    #expect(values[.keptPSNR] == PeakSignalToNoise.equal)
    #expect(values[.keptSSIM] == 1 && values[.keptMSSSIM] == 1)
    for measure in [Measure.keptLargest, .keptColorMean, .keptTint, .keptRepainting, .truthOffset, .truthTone] {
      #expect(values[measure] == 0, "\(measure.id)")
    }
    #expect(values[.truthPSNR] == PeakSignalToNoise.equal)
    #expect((values[.truthSSIM] ?? 0) > 0.999_99)
  }

  @Test func `what the format loses is not taken for repainting`() throws {
    #expect(Repainting.excess(found: 34, formatLoss: 34.5) == 0.5)
    #expect(Repainting.excess(found: 34, formatLoss: nil) == 16)
    #expect(Repainting.excess(found: 52, formatLoss: nil) == 0)
    #expect(Repainting.excess(found: 40, formatLoss: 35) == 0)
  }

  @Test func `a step along the border is measured in levels, whichever way it goes`() {
    for levels in [-12, 6, 20] {
      let truth = Image.painted(size: Size(width: 120, height: 100)) { x, y in
        let value = UInt8(100 + x / 3 + (x * 7 + y * 13) % 5)
        return Pixel(red: value, green: value, blue: value)
      }
      let scene = Scene(truth)
      let value = scene.assessment(of: scene.withSource(truth.brightened(by: levels))).measurements[.seamStep] ?? 0
      #expect((value - Double(abs(levels))).magnitude < 1.5, "\(levels): \(value)")
    }
  }

  @Test(arguments: [(20, 0.0), (8, 0.9)]) func `repetition is found at its period`(period: Int, least: Double) {
    var random = SplitMix64(seed: 1)
    let cell = (0..<20 * 20).map { _ in Float(random.next() % 200) }
    var plane = Plane<Float>(size: Size(width: 120, height: 60), repeating: 0)
    for y in 0..<60 {
      for x in 0..<120 { plane[x: x, y: y] = cell[(y % period) * 20 + x % period] }
    }
    let peak = Repetition.peak(plane)
    #expect(peak > 0.95, "\(peak)")
    let aperiodic = Plane(luminanceOf: Image.noise(size: plane.size, seed: 4))
    #expect(Repetition.peak(aperiodic) < 0.4)
  }

  @Test func `directions say what is better`() {
    #expect(Measure.keptPSNR.compare(40, with: 30) == .better)
    #expect(Measure.seamStep.compare(5, with: 1) == .worse)
    #expect(Measure.seamGradient.compare(0.4, with: 1.1) == .worse)
    #expect(Measure.textureNear.compare(-0.2, with: 0.3) == .equal)
  }

  @Test func `an autocorrelation is that of the definition`() {
    let plane = Plane(luminanceOf: Image.noise(size: Size(width: 7, height: 5), seed: 2))
    let found = FourierTransform(plane, width: 16, height: 16).autocorrelation()
    for (dx, dy) in [(0, 0), (1, 0), (3, 2), (6, 4)] {
      var expected: Float = 0
      for y in 0..<5 - dy {
        for x in 0..<7 - dx { expected += plane[x: x, y: y] * plane[x: x + dx, y: y + dy] }
      }
      #expect((found[x: dx, y: dy] - expected).magnitude < 1e-3 * max(1, expected))
    }
  }

  @Test func `a filter reflects at the edges, as scikit-image has it`() {
    var plane = Plane<Float>(size: Size(width: 3, height: 1), repeating: 0)
    plane.values = [3, 6, 12]
    #expect(SeparableFilter(boxOf: 3)(plane).values.map { ($0 * 3).rounded() } == [12, 21, 30])
  }
}
