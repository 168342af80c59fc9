import CPNG
import Raster

/// The calls into libpng, by way of its simplified interface: it reports errors by value, where the full interface jumps
/// out of its caller or aborts.
enum LibPNG {
  /// Unpacks `file` as RGBA, or tells why not.
  ///
  /// - Precondition: `file` declares a picture of `size`, and is not interlaced with 16 bits a sample; see `Adam7`.
  static func decode(_ file: [UInt8], size: Size) -> Result<[UInt8], Failure> {
    var pixels = [UInt8](repeating: 0, count: size.area * 4)
    // The pointer to `image` is kept by libpng from the first call to the last, so one scope spans all of them; the same
    // holds for the file's bytes. libpng writes height rows of the given stride, which is what `pixels` has: the size is
    // compared with `size` first. png_image_free is allowed after success and failure alike.
    let failure: Failure? = unsafe withImage { image in
      unsafe file.withUnsafeBytes { input in
        defer { unsafe png_image_free(image) }
        guard unsafe png_image_begin_read_from_memory(image, input.baseAddress, input.count) != 0 else {
          return unsafe Failure(image)
        }
        guard unsafe Int(image.pointee.width) == size.width, unsafe Int(image.pointee.height) == size.height else {
          return Failure(message: "its size changes between two readings")
        }
        unsafe image.pointee.format = rgba
        // Keeps 16-bit samples from being taken for linear light.
        unsafe image.pointee.flags |= UInt32(PNG_IMAGE_FLAG_16BIT_sRGB)
        let finished = unsafe pixels.withUnsafeMutableBytes { output in
          unsafe png_image_finish_read(image, nil, output.baseAddress, png_int_32(size.width * 4), nil)
        }
        return finished != 0 ? nil : unsafe Failure(image)
      }
    }
    if let failure { return .failure(failure) }
    return .success(pixels)
  }

  /// Packs `pixels`, `channels` bytes each (3 for RGB, 4 for RGBA), as a PNG file.
  ///
  /// - Precondition: both sides are at most 1,000,000, libpng's own limit, and `pixels` has `size.area * channels` bytes.
  static func encode(_ pixels: [UInt8], size: Size, channels: Int, fast: Bool) -> Result<[UInt8], Failure> {
    precondition(pixels.count == size.area * channels, "\(size) needs \(size.area * channels) bytes")
    // libpng's bound, PNG_IMAGE_PNG_SIZE_MAX, with room to spare: the rows with their filter bytes, which deflate at worst
    // stores, and the chunks around them. So one call suffices; asking for the size first would compress twice.
    let rows = (size.width * channels + 1) * size.height
    var file = [UInt8](repeating: 0, count: rows + rows / 1000 + 4096)
    // As above: one scope for `image`, whose fields describe exactly the bytes of `pixels`; `length` is in and out, the
    // room there is and the bytes written.
    var length = png_alloc_size_t(file.count)
    let failure: Failure? = unsafe withImage { image in
      defer { unsafe png_image_free(image) }
      unsafe image.pointee.width = png_uint_32(size.width)
      unsafe image.pointee.height = png_uint_32(size.height)
      unsafe image.pointee.format = channels == 4 ? rgba : UInt32(PNG_FORMAT_FLAG_COLOR)
      unsafe image.pointee.flags = fast ? UInt32(PNG_IMAGE_FLAG_FAST) : 0
      let written = unsafe pixels.withUnsafeBytes { input in
        unsafe file.withUnsafeMutableBytes { output in
          unsafe png_image_write_to_memory(
            image, output.baseAddress, &length, 0, input.baseAddress, png_int_32(size.width * channels), nil)
        }
      }
      return written != 0 ? nil : unsafe Failure(image)
    }
    if let failure { return .failure(failure) }
    file.removeLast(file.count - Int(length))
    return .success(file)
  }

  /// What libpng says was wrong.
  struct Failure: Error {
    let message: String

    init(message: String) { self.message = message }

    /// The message in `image`: text ended by a zero byte inside of a fixed array.
    init(_ image: UnsafeMutablePointer<png_image>) {
      message = unsafe withUnsafeBytes(of: image.pointee.message) { text in
        unsafe String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
      }
    }
  }

  /// Calls `body` with an image structure that stays in its place.
  private static func withImage(_ body: (UnsafeMutablePointer<png_image>) -> Failure?) -> Failure? {
    var image = unsafe png_image()
    unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
    return unsafe withUnsafeMutablePointer(to: &image, body)
  }

  /// PNG_FORMAT_RGBA, a macro that Swift does not import.
  private static let rgba = UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
}
