import CPNG
import Raster

/// Reads by way of libpng's simplified interface: it reports errors by value, where the full interface jumps out of its
/// caller or aborts.
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
