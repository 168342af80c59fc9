import ImageCodec
import Raster
import Testing

struct ExifOrientationTests {
  /// A TIFF structure with one entry: `tag`, of type SHORT.
  private static func exif(tag: UInt16 = 0x0112, value: UInt16, littleEndian: Bool) -> [UInt8] {
    func bytes(_ value: UInt16) -> [UInt8] {
      let bytes = [UInt8(value >> 8), UInt8(value & 255)]
      return littleEndian ? bytes.reversed() : bytes
    }
    let start: [UInt8] = littleEndian ? [0x49, 0x49, 42, 0, 8, 0, 0, 0] : [0x4D, 0x4D, 0, 42, 0, 0, 0, 8]
    let count: [UInt8] = littleEndian ? [1, 0, 0, 0] : [0, 0, 0, 1]
    return start + bytes(1) + bytes(tag) + bytes(3) + count + bytes(value) + [0, 0]
  }

  @Test(arguments: Orientation.allCases, [true, false])
  func `reads all eight orientations in both byte orders`(orientation: Orientation, littleEndian: Bool) {
    let exif = Self.exif(value: UInt16(orientation.rawValue), littleEndian: littleEndian)
    #expect(ExifOrientation.read(exif) == orientation)
    #expect(ExifOrientation.read(Array("Exif".utf8) + [0, 0] + exif) == orientation)
  }

  @Test(arguments: [0, 9, 65_535] as [UInt16])
  func `an orientation that does not exist counts as upright`(value: UInt16) {
    #expect(ExifOrientation.read(Self.exif(value: value, littleEndian: true)) == .up)
  }

  @Test
  func `other tags are no orientation`() {
    #expect(ExifOrientation.read(Self.exif(tag: 0x0113, value: 6, littleEndian: true)) == .up)
  }

  @Test
  func `damaged blocks count as upright and never trap`() {
    let exif = Self.exif(value: 6, littleEndian: true)
    for count in 0..<exif.count - 2 { _ = ExifOrientation.read(Array(exif[..<count])) }
    for position in exif.indices {
      for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
        var damaged = exif
        damaged[position] = value
        _ = ExifOrientation.read(damaged)
      }
    }
    // A directory that begins near the end of the address space, and one of 65,535 entries.
    #expect(ExifOrientation.read([0x49, 0x49, 42, 0, 0xFF, 0xFF, 0xFF, 0xFF]) == .up)
    #expect(ExifOrientation.read([0x49, 0x49, 42, 0, 8, 0, 0, 0, 0xFF, 0xFF, 1, 2, 3]) == .up)
  }
}
