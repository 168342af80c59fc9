import Raster

extension ColorProfile {
  /// Most bytes of a profile that are read or written: what JPEG can hold, 255 segments of 65,519 bytes.
  static let maxBytes = 255 * 65_519

  /// The profile in `icc`, if it describes RGB samples.
  ///
  /// The header (ICC.1:2022, section 7.2) has the colour space in bytes 16 to 19 and `acsp` in bytes 36 to 39. Pictures
  /// of all kinds become RGB here, so a gray or CMYK profile would describe samples that are no longer there.
  init?(rgbProfile icc: [UInt8]) {
    guard icc.count >= 128, icc.fourCC(at: 16) == "RGB ", icc.fourCC(at: 36) == "acsp" else { return nil }
    self.init(iccBytes: icc)
  }
}
