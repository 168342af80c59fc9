import CPNG
import Raster

/// A PNG file in the making, by way of libpng's full interface: it alone lets deflate's level be chosen beside filters.
///
/// That interface tells of an error by a call that must not return. With a picture that is in memory and whose size fits,
/// the one error left is that there is no more memory, which ends any Swift program.
final class PNGStream {
  private var bytes: [UInt8] = []

  private init() {}

  /// Packs a picture.
  ///
  /// - Parameters:
  ///   - pixels: red, green, blue and alpha, row by row.
  ///   - size: both sides are 1 to 1,000,000, libpng's own limit.
  ///   - hasAlpha: whether alpha is written.
  ///   - level: of deflate, 1 fastest to 9 smallest.
  static func encode(_ pixels: [UInt8], size: Size, hasAlpha: Bool, level: Int32) -> [UInt8] {
    precondition(pixels.count == size.area * 4, "\(size) needs \(size.area * 4) bytes")
    let stream = PNGStream()
    // More than photographs take, so that the bytes are not moved; pages that nobody writes cost nothing.
    stream.bytes.reserveCapacity(size.area * 2 + 4096)
    // libpng keeps the pointer to the stream until its structures are destroyed, which is before the end of this scope.
    withExtendedLifetime(stream) {
      var png = unsafe png_create_write_struct(PNG_LIBPNG_VER_STRING, nil, stop, { _, _ in })
      var info = unsafe png_create_info_struct(png)
      guard unsafe png != nil, unsafe info != nil else { fatalError("libpng cannot begin a file") }
      unsafe png_set_write_fn(png, Unmanaged.passUnretained(stream).toOpaque(), append, { _ in })
      unsafe png_set_IHDR(
        png, info, png_uint_32(size.width), png_uint_32(size.height), 8,
        hasAlpha ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
        PNG_FILTER_TYPE_DEFAULT)
      unsafe png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL)
      unsafe png_set_compression_level(png, level)
      unsafe png_set_compression_buffer_size(png, 1 << 16)
      unsafe png_write_info(png, info)
      if !hasAlpha { unsafe png_set_filler(png, 0, PNG_FILLER_AFTER) }
      unsafe pixels.withUnsafeBufferPointer { pixels in
        for row in 0..<size.height {
          // Rows have the size that the header states, four bytes a pixel with the alpha that is dropped.
          unsafe png_write_row(png, pixels.baseAddress?.advanced(by: row * size.width * 4))
        }
      }
      unsafe png_write_end(png, nil)
      unsafe png_destroy_write_struct(&png, &info)
    }
    return stream.bytes
  }

  private static let stop: @convention(c) (OpaquePointer?, UnsafePointer<CChar>?) -> Void = { _, message in
    fatalError(unsafe message.map { unsafe "libpng reports “\(String(cString: $0))”" } ?? "libpng failed")
  }

  private static let append: @convention(c) (OpaquePointer?, UnsafeMutablePointer<UInt8>?, Int) -> Void = {
    png, bytes, count in
    guard let pointer = unsafe png_get_io_ptr(png) else { return }
    // The pointer that `encode` gave, whose object lives longer than the structure.
    let stream = unsafe Unmanaged<PNGStream>.fromOpaque(pointer).takeUnretainedValue()
    unsafe stream.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
  }
}
