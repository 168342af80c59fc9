import Raster
import TestSupport
import Testing

@testable import Assessment

/// Every measure must call the picture bad that was made bad in its way.
@Suite struct RankingWholePictureTests {
  /// A measure and the stand-ins that it has to rank behind the truth.
  static let rankings: [(measure: String, bad: [StandIn])] = [
    ("geometry.offset", [.moved, .zoomed]),
    ("geometry.scale", [.zoomed]),
    ("kept.psnr", [.jpeg20, .repainted, .tinted]),
    ("kept.ssim", [.jpeg20, .repainted]),
    ("kept.msssim", [.jpeg20]),
    ("kept.largest", [.jpeg20, .repainted]),
    ("kept.color.mean", [.jpeg20, .tinted]),
    ("kept.color.p95", [.jpeg20, .tinted]),
    ("kept.tint", [.tinted, .jpeg20]),
    ("kept.repainting", [.repainted, .tinted]),
    ("seam.gradient", [.hardSeam]),
    ("seam.step", [.step, .hardSeam]),
    ("seam.color", [.hardSeam, .foreign]),
    ("seam.offset", [.shift]),
    ("texture.near", [.blur, .blank, .noise]),
    ("texture.middle", [.blur, .blank, .noise]),
    ("texture.far", [.blur, .blank, .noise]),
    ("sharpness.seam", [.blur, .blank]),
    ("sharpness.region", [.blur]),
    ("noise.level", [.noise, .blur]),
    ("repetition.peak", [.repeated]),
    ("mirror.likeness", [.mirror]),
    ("patch.coherence", [.noise, .foreign]),
    ("patch.completeness", [.blank, .foreign]),
    ("color.strange", [.foreign]),
    ("area.flat", [.blur, .blank]),
    ("area.dead", [.blank]),
    ("truth.psnr", [.blur, .noise, .jpeg20]),
    ("truth.ssim", [.blur, .noise, .jpeg20]),
    ("truth.msssim", [.blur, .noise, .jpeg20]),
    ("truth.offset", [.shift]),
    ("truth.sharpness", [.blur, .blank]),
    ("truth.tone", [.step, .hardSeam]),
  ]

  @Test func `a bad picture is ranked as bad by its measure`() throws {
    let scene = try Scene.wide()
    let truth = scene.assessment(of: scene.truth, withTruth: true).measurements
    var assessed: [StandIn: Measurements] = [:]
    for standIn in Set(Self.rankings.flatMap(\.bad)) {
      assessed[standIn] = try scene.assessment(of: standIn.picture(of: scene), withTruth: true).measurements
    }
    for (id, standIns) in Self.rankings {
      let measure = try #require(Measure.named(id))
      let good = try #require(truth[measure], "\(id) of the truth")
      for standIn in standIns {
        let bad = try #require(assessed[standIn]?[measure], "\(id) of \(standIn)")
        #expect(measure.compare(bad, with: good) == .worse, "\(id): \(standIn) \(bad), truth \(good)")
      }
    }
  }

  @Test func `every measure has a picture that is bad in its way`() {
    // The likeness has its picture in GeometryTests.
    let elsewhere: Set = ["geometry.correlation"]
    #expect(Set(Measure.all.map(\.id)) == elsewhere.union(Self.rankings.map(\.measure)))
    #expect(Set(Measure.all.map(\.id)).count == Measure.all.count)
  }
}
