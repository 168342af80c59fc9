import Raster
import TestSupport
import Testing

@testable import Assessment

@Suite struct ThresholdsTests {
  @Test func `a finding names the measure, the value and the limit`() throws {
    let scene = try Scene.small()
    let picture = try StandIn.step.picture(of: scene)
    let findings = Thresholds.standard.findings(of: scene.assessment(of: picture), size: picture.size)
    let step = try #require(findings.first { $0.measure == .seamStep })
    let value = try #require(step.value)
    let side = step.message.split(separator: " ").last { ["left;", "right;", "top;", "bottom;"].contains($0) } ?? "?"
    #expect(
      step.message == "The seam shows: seam.step is \(value.rounded(to: 2)) levels, on the \(side) at most 2.50 levels "
        + "is allowed.")
    #expect(step.bound == 2.5)
  }

  @Test func `a picture of the wrong size says which is right`() throws {
    let scene = try Scene.small()
    let picture = scene.truth.cropped(to: Rect(x: 0, y: 0, width: 200, height: 180))
    let findings = Thresholds.standard.findings(of: scene.assessment(of: picture), size: picture.size)
    #expect(
      findings.first?.message == "The picture has 200×180 pixels; the source and the edges make 240×180.")
  }

  @Test func `a picture without the source says so`() throws {
    let scene = try Scene.small()
    let picture = Image.noise(size: scene.truth.size, seed: 9)
    let assessment = scene.assessment(of: picture)
    let findings = Thresholds.standard.findings(of: assessment, size: picture.size)
    #expect(findings.first?.message.hasPrefix("The source was not found in the picture: ") == true)
    #expect(assessment.measurements[.geometryOffset] == nil)
  }

  @Test func `what is worse than another picture by more than is allowed is found`() {
    var values = Measurements()
    values[.keptPSNR] = 30
    values[.seamStep] = 1
    let thresholds = Thresholds(limits: [:], margins: ["seam.step": 0.5], tolerances: ["kept.psnr": 1])
    func other(_ psnr: Double, _ step: Double) -> (Measure) -> Double? {
      { $0 == .keptPSNR ? psnr : $0 == .seamStep ? step : nil }
    }
    #expect(thresholds.findings(of: values, against: other(30.9, 9), .baseline).isEmpty)
    #expect(
      thresholds.findings(of: values, against: other(31.5, 9), .baseline).map(\.message) == [
        "Kept pixels: PSNR: kept.psnr is 30.00 dB, recorded was 31.50 dB; it may be worse by 1.00 dB."
      ])
    #expect(thresholds.findings(of: values, against: other(99, 0.6), .reference).isEmpty)
    #expect(thresholds.findings(of: values, against: other(99, 0.4), .reference).map(\.measure) == [.seamStep])
  }

  @Test func `thresholds name measures that exist`() {
    let standard = Thresholds.standard
    let names = Set(standard.limits.keys).union(standard.margins.keys).union(standard.tolerances.keys)
    #expect(names.allSatisfy { Measure.named($0) != nil })
  }
}
