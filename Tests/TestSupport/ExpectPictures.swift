package import Raster
package import Testing

/// Expects two pictures to be equal, or to differ by no more than `tolerance` in any sample.
///
/// A failure names the first differing pixel and the largest difference, and attaches the expected picture, the actual
/// one and their difference.
///
/// - Returns: whether they are.
@discardableResult
package func expectPicture(
  _ actual: Image, equals expected: Image, tolerance: Int = 0, _ comment: String? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  let comparison = ImageComparison(expected: expected, actual: actual)
  if let comparison, comparison.largestDifference <= tolerance { return true }
  let finding = comparison?.description ?? "expected a picture of \(expected.size), got one of \(actual.size)"
  Issue.record(
    Comment(rawValue: [comment, finding].compactMap(\.self).joined(separator: ": ")), sourceLocation: sourceLocation)
  attach(expected, named: "expected", sourceLocation: sourceLocation)
  attach(actual, named: "actual", sourceLocation: sourceLocation)
  if let comparison {
    attach(comparison.differencePicture, named: "difference", sourceLocation: sourceLocation)
  }
  return false
}

/// Attaches a picture to the running test, as a file of the netpbm family.
package func attach(_ image: Image, named name: String, sourceLocation: SourceLocation = #_sourceLocation) {
  Attachment.record(
    image.netpbm, named: "\(name).\(image.isOpaque ? "ppm" : "pam")", sourceLocation: sourceLocation)
}

extension Image {
  /// The picture as a PPM file, or as a PAM file when there is alpha to show.
  package var netpbm: [UInt8] {
    if !isOpaque {
      let header = "P7\nWIDTH \(width)\nHEIGHT \(height)\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n"
      return Array(header.utf8) + pixels
    }
    var file = Array("P6\n\(width) \(height)\n255\n".utf8)
    file.reserveCapacity(file.count + size.area * 3)
    for (i, sample) in pixels.enumerated() where i % 4 != 3 { file.append(sample) }
    return file
  }
}
