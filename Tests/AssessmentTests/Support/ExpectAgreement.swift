import ImageCodec
import Raster
import TestSupport
import Testing

@testable import Assessment

/// Expects the measures of a pair to be what scikit-image says.
func expectAgreement(_ pair: ExpectedValues) throws {
  let image = try Image(decoding: TestImages.bytes(named: pair.picture)).flattened()
  let other = pair.distortion(image)
  let (a, b) = (Plane(luminanceOf: image), Plane(luminanceOf: other))
  let scales = MultiscaleSimilarity(a, b)
  let colors = ColorShift(image, other)
  let whole = Rect(x: 0, y: 0, width: b.width, height: b.height)
  let found = [
    "psnr": PeakSignalToNoise(image, other).value, "ssim": StructuralSimilarity(a, b).value, "msssim": scales.value,
    "color.mean": colors.mean, "color.p95": colors.percentile95, "sigma": NoiseLevel.sigma(b, in: whole) ?? 0,
  ]
  #expect(scales.structuralSimilarity == found["ssim"])
  for (measure, value) in found {
    let expected = try #require(pair.values[measure])
    // The noise is the median of a histogram in steps of 1/64 level.
    let tolerance = measure == "sigma" ? 0.02 : 1e-4
    #expect((value - expected).magnitude <= tolerance, "\(measure): \(value), scikit-image has \(expected)")
  }
}
