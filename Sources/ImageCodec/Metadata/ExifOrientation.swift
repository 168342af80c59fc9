package import Raster

/// Reads the one thing that matters here out of an EXIF block: which side is up.
///
/// CIPA DC-008 (Exif 2.32), section 4.6.4: a TIFF header, then a directory of 12-byte entries; tag 0x0112 is the
/// orientation, a SHORT of 1 to 8.
package enum ExifOrientation {
  /// The orientation in `exif`, which is a TIFF structure, with or without the `"Exif\0\0"` in front of it.
  ///
  /// Anything unreadable counts as upright: a broken camera note is no reason to refuse a sound picture.
  package static func read(_ exif: [UInt8]) -> Orientation {
    let start = exif.starts(with: prefix) ? prefix.count : 0
    let order: ByteOrder
    switch exif.uint16(at: start, .bigEndian) {
    case 0x4D4D: order = .bigEndian
    case 0x4949: order = .littleEndian
    default: return .up
    }
    guard exif.uint16(at: start + 2, order) == 42,
      let directory = exif.uint32(at: start + 4, order),
      let entries = exif.uint16(at: start + Int(directory), order)
    else { return .up }
    for entry in 0..<Int(entries) {
      let offset = start + Int(directory) + 2 + 12 * entry
      guard let tag = exif.uint16(at: offset, order) else { break }
      guard tag == 0x0112 else { continue }
      guard exif.uint16(at: offset + 2, order) == 3, let value = exif.uint16(at: offset + 8, order) else { break }
      return Orientation(rawValue: Int(value)) ?? .up
    }
    return .up
  }

  /// What comes before the TIFF structure in a JPEG segment, and now and then elsewhere.
  static let prefix: [UInt8] = Array("Exif".utf8) + [0, 0]
}
