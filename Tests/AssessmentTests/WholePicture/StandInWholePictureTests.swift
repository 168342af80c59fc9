import ImageCodec
import Raster
import TestSupport
import Testing

@testable import Assessment

/// The standard limits on the photographs of the project, cropped by a fifth.
@Suite struct StandInWholePictureTests {
  static let photos = [
    "astronaut.png", "dandelion_meadow.jpg", "garden_at_bougival.jpg", "great_wall.png", "sally_lightfoot_crab.jpg",
  ]

  /// Bad stand-ins, and a measure that has to say why.
  static let reasons: [(standIn: StandIn, measure: String)] = [
    (.blur, "sharpness.seam"), (.step, "seam.step"), (.shift, "truth.offset"), (.mirror, "mirror.likeness"),
    (.moved, "geometry.offset"), (.zoomed, "geometry.offset"), (.repainted, "kept.repainting"),
    (.tinted, "kept.tint"), (.jpeg20, "kept.tint"), (.hardSeam, "seam.step"),
  ]

  @Test(arguments: photos) func `what is good passes, and what is bad is found for the right reason`(
    name: String
  ) throws {
    let photo = try Image(decoding: TestImages.bytes(named: "photos/\(name)"))
    let scene = Scene(photo)
    func findings(_ standIn: StandIn, withTruth: Bool = true) throws -> [Finding] {
      let picture = try standIn.picture(of: scene)
      let quality: Int? = standIn == .jpeg85 ? 85 : standIn == .jpeg20 ? 20 : nil
      let loss = try quality.map { quality in
        let again = try Image(decoding: scene.withSource(picture).encoded(as: .jpeg(quality: quality)))
        return PeakSignalToNoise.luminance(
          Plane(luminanceOf: scene.source), Plane(luminanceOf: again.cropped(to: scene.kept)))
      }
      return Thresholds.standard.findings(
        of: scene.assessment(of: picture, withTruth: withTruth, formatLoss: loss), size: picture.size)
    }
    for standIn in StandIn.good {
      #expect(try findings(standIn).map(\.message) == [], "\(standIn)")
      #expect(try findings(standIn, withTruth: false).map(\.message) == [], "\(standIn) without its truth")
    }
    for (standIn, measure) in Self.reasons {
      #expect(try findings(standIn).compactMap(\.measure?.id).contains(measure), "\(standIn)")
    }
  }
}
