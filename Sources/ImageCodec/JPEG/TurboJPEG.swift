import CTurboJPEG
import Raster

/// The calls into TurboJPEG, which reports errors by value, where libjpeg beneath it would exit.
///
/// An instance owns a handle, that for reading or that for writing; nothing outside of this file sees it.
@safe
final class TurboJPEG {
  private let handle: tjhandle

  private init(_ handle: tjhandle) { unsafe self.handle = handle }

  deinit {
    // The handle came from tjInit… and is used nowhere else any more.
    unsafe tjDestroy(handle)
  }

  /// What comes out of decoding.
  enum Layout { case rgba, cmyk }

  /// Unpacks `file` as four bytes a pixel, or tells why not.
  ///
  /// - Precondition: `file` declares a picture of `size`.
  static func decode(_ file: [UInt8], size: Size, as layout: Layout) -> Result<[UInt8], Failure> {
    guard let handle = unsafe tjInitDecompress() else { return .failure(Failure(message: "out of memory")) }
    let decoder = unsafe TurboJPEG(handle)
    let header = decoder.declaredSize(of: file)
    guard let declared = header, declared == size else {
      return .failure(header == nil ? decoder.failure : Failure(message: "it has a second size"))
    }
    var pixels = [UInt8](repeating: 0, count: size.area * 4)
    // TurboJPEG reads no more than the given bytes, and writes rows no wider, and no more of them, than the size that it
    // is given here, which is that of `pixels`.
    let status = unsafe file.withUnsafeBufferPointer { input in
      unsafe pixels.withUnsafeMutableBufferPointer { output in
        unsafe tjDecompress2(
          decoder.handle, input.baseAddress, UInt(input.count), output.baseAddress, CInt(size.width),
          CInt(size.width * 4), CInt(size.height), CInt((layout == .cmyk ? TJPF_CMYK : TJPF_RGBA).rawValue),
          CInt(TJFLAG_LIMITSCANS | TJFLAG_ACCURATEDCT))
      }
    }
    guard status == 0 || decoder.warnsOfStrayBytesAtTheEnd else { return .failure(decoder.failure) }
    return .success(pixels)
  }

  /// Packs RGBA `pixels` as a JPEG file; alpha is not looked at.
  ///
  /// - Precondition: `pixels` has `size.area * 4` bytes, and both sides are at most 65,500.
  static func encode(_ pixels: [UInt8], size: Size, quality: Int, fullColor: Bool) -> Result<[UInt8], Failure> {
    precondition(pixels.count == size.area * 4, "\(size) needs \(size.area * 4) bytes")
    guard let handle = unsafe tjInitCompress() else { return .failure(Failure(message: "out of memory")) }
    let encoder = unsafe TurboJPEG(handle)
    let subsampling = CInt((fullColor ? TJSAMP_444 : TJSAMP_420).rawValue)
    // Computes a number; all ones where there is none.
    let bound = tjBufSize(CInt(size.width), CInt(size.height), subsampling)
    guard bound < UInt(Int32.max) else { return .failure(Failure(message: "its file could have over 2 GB")) }
    var file = [UInt8](repeating: 0, count: Int(bound))
    var length = bound
    // The buffer has the most bytes that such a picture can take, and TJFLAG_NOREALLOC keeps TurboJPEG from replacing it.
    // The pixels are as many as the size and the pitch say.
    let status = unsafe pixels.withUnsafeBufferPointer { input in
      unsafe file.withUnsafeMutableBufferPointer { output in
        var start = output.baseAddress
        return unsafe tjCompress2(
          encoder.handle, input.baseAddress, CInt(size.width), CInt(size.width * 4), CInt(size.height),
          CInt(TJPF_RGBX.rawValue), &start, &length, subsampling, CInt(quality),
          CInt(TJFLAG_NOREALLOC | TJFLAG_ACCURATEDCT))
      }
    }
    guard status == 0 else { return .failure(encoder.failure) }
    file.removeLast(file.count - Int(length))
    return .success(file)
  }

  /// What TurboJPEG says was wrong.
  struct Failure: Error {
    let message: String
  }

  /// The size in the header of `file` as TurboJPEG reads it, or nil where it reads none.
  private func declaredSize(of file: [UInt8]) -> Size? {
    var width: CInt = 0
    var height: CInt = 0
    var subsampling: CInt = 0
    var colorSpace: CInt = 0
    // The result is not looked at: it is a failure too for unusual subsamplings, which are then decoded all the same.
    _ = unsafe file.withUnsafeBufferPointer { input in
      unsafe tjDecompressHeader3(
        handle, input.baseAddress, UInt(input.count), &width, &height, &subsampling, &colorSpace)
    }
    return width > 0 && height > 0 ? Size(width: Int(width), height: Int(height)) : nil
  }

  /// Whether all there is to complain about are bytes between the coded picture and the end marker.
  ///
  /// Some cameras leave them. The text is that of the first warning, so none came before.
  private var warnsOfStrayBytesAtTheEnd: Bool {
    // Only reads from the handle.
    let code = unsafe tjGetErrorCode(handle)
    return code == CInt(TJERR_WARNING.rawValue) && failure.message.hasSuffix("extraneous bytes before marker 0xd9")
  }

  private var failure: Failure {
    // The text belongs to the handle and is copied at once.
    guard let text = unsafe tjGetErrorStr2(handle) else { return Failure(message: "unknown error") }
    return unsafe Failure(message: String(cString: text))
  }
}
