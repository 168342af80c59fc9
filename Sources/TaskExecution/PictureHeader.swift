import ImageCodec
package import Raster

/// What a file says about its picture before that is unpacked.
package enum PictureHeader {
  /// Pixels of the picture as it is stored, perhaps on its side; nil when the file is no picture.
  package static func size(of file: [UInt8]) -> Size? {
    do {
      // A decoder that may not unpack a single pixel tells what there is.
      return try Image(decoding: file, limits: DecodeLimits(maxSide: 1_000_000, maxPixels: 0)).size
    } catch .exceedsLimits(_, let width, let height, _) {
      return Size(width: width, height: height)
    } catch {
      return nil
    }
  }
}
