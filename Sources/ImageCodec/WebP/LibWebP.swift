import CWebP
import Raster

/// The calls into libwebp; all of them report errors by value.
enum LibWebP {
  /// The size that `file` declares, and what its decoder thinks of its first bytes.
  static func declaredSize(of file: [UInt8]) -> Result<Size, Failure> {
    var features = WebPBitstreamFeatures()
    // Reads no more than the given bytes, and writes to `features` only.
    let status = unsafe file.withUnsafeBufferPointer { input in
      unsafe WebPGetFeatures(input.baseAddress, input.count, &features)
    }
    guard status == VP8_STATUS_OK else { return .failure(Failure(status)) }
    return .success(Size(width: Int(features.width), height: Int(features.height)))
  }

  /// Unpacks `file` as RGBA, or tells why not.
  ///
  /// - Precondition: `file` declares a picture of `size`.
  static func decode(_ file: [UInt8], size: Size) -> Result<[UInt8], Failure> {
    var config = unsafe WebPDecoderConfig()
    guard unsafe WebPInitDecoderConfig(&config) != 0 else {
      return .failure(Failure(message: "its version does not fit"))
    }
    unsafe config.options.use_threads = 1
    unsafe config.output.colorspace = MODE_RGBA
    unsafe config.output.is_external_memory = 1
    var pixels = [UInt8](repeating: 0, count: size.area * 4)
    // libwebp reads no more than the given bytes. It writes into `pixels`, whose length it is told and compares with the
    // picture's size first; since that memory is ours, there is nothing for it to free.
    let status = unsafe file.withUnsafeBufferPointer { input in
      unsafe pixels.withUnsafeMutableBufferPointer { output in
        unsafe config.output.u.RGBA.rgba = output.baseAddress
        unsafe config.output.u.RGBA.stride = CInt(size.width * 4)
        unsafe config.output.u.RGBA.size = output.count
        return unsafe WebPDecode(input.baseAddress, input.count, &config)
      }
    }
    guard status == VP8_STATUS_OK else { return .failure(Failure(status)) }
    return .success(pixels)
  }

  /// Packs RGBA `pixels` as a lossy WebP file.
  ///
  /// - Precondition: `pixels` has `size.area * 4` bytes, and both sides are at most 16,383.
  static func encode(_ pixels: [UInt8], size: Size, quality: Int) -> Result<[UInt8], Failure> {
    precondition(pixels.count == size.area * 4, "\(size) needs \(size.area * 4) bytes")
    var config = WebPConfig()
    var picture = unsafe WebPPicture()
    guard unsafe WebPConfigPreset(&config, WEBP_PRESET_DEFAULT, Float(quality)) != 0,
      unsafe WebPPictureInit(&picture) != 0
    else { return .failure(Failure(message: "its version does not fit")) }
    config.thread_level = 1
    unsafe picture.width = CInt(size.width)
    unsafe picture.height = CInt(size.height)
    var writer = unsafe WebPMemoryWriter()
    // `picture` and `writer` own memory of libwebp's, which is given back on every path. The pixels are as many as the
    // size and the stride say and are copied by the import. The writer is used by the encoder only during the call.
    return unsafe withUnsafeMutablePointer(to: &writer) { writer in
      unsafe WebPMemoryWriterInit(writer)
      defer {
        unsafe WebPMemoryWriterClear(writer)
        unsafe WebPPictureFree(&picture)
      }
      unsafe picture.writer = WebPMemoryWrite
      unsafe picture.custom_ptr = UnsafeMutableRawPointer(writer)
      let imported = unsafe pixels.withUnsafeBufferPointer { input in
        unsafe WebPPictureImportRGBA(&picture, input.baseAddress, CInt(size.width * 4))
      }
      guard imported != 0, unsafe WebPEncode(&config, &picture) != 0 else {
        return unsafe .failure(Failure(picture.error_code))
      }
      return unsafe .success(Array(UnsafeBufferPointer(start: writer.pointee.mem, count: writer.pointee.size)))
    }
  }

  /// What libwebp says was wrong.
  struct Failure: Error {
    let message: String
    var isTruncation = false

    init(message: String) { self.message = message }

    init(_ status: VP8StatusCode) {
      isTruncation = status == VP8_STATUS_NOT_ENOUGH_DATA || status == VP8_STATUS_SUSPENDED
      message =
        switch status {
        case VP8_STATUS_OUT_OF_MEMORY: "out of memory"
        case VP8_STATUS_INVALID_PARAM: "invalid parameter"
        case VP8_STATUS_BITSTREAM_ERROR: "bitstream error"
        case VP8_STATUS_UNSUPPORTED_FEATURE: "unsupported feature"
        case VP8_STATUS_SUSPENDED, VP8_STATUS_NOT_ENOUGH_DATA: "not enough data"
        default: "error \(status.rawValue)"
        }
    }

    init(_ code: WebPEncodingError) {
      message =
        switch code {
        case VP8_ENC_ERROR_OUT_OF_MEMORY, VP8_ENC_ERROR_BITSTREAM_OUT_OF_MEMORY: "out of memory"
        case VP8_ENC_ERROR_BAD_DIMENSION: "bad dimension"
        case VP8_ENC_ERROR_PARTITION0_OVERFLOW: "too many details for one picture; a lower quality helps"
        case VP8_ENC_ERROR_PARTITION_OVERFLOW, VP8_ENC_ERROR_FILE_TOO_BIG: "its file would be too big"
        default: "error \(code.rawValue)"
        }
    }
  }
}
