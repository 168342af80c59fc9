import Raster

/// Unpacks interlaced PNG files with 16 bits a sample, which libpng's simplified interface gets wrong.
///
/// Asked for 8 bits a sample, libpng before 1.6.51 writes behind the end of such a picture's memory (CVE-2025-65018), and
/// versions with that repaired return wrong pixels (its issue 853). So it never sees such a file. Each pass of Adam7
/// (ISO/IEC 15948, section 8) is a picture of its own, rows, filters and all: the passes are taken out of the image data
/// and decoded one by one as files without interlacing, and their pixels are put where they belong.
enum Adam7 {
  /// The RGBA samples of `file`, whose bytes are `bytes`.
  static func decode(_ file: PNGFile, of bytes: [UInt8], size: Size) throws(CodecError) -> [UInt8] {
    let passes = passes.filter { $0.size(in: size).isEmpty == false }
    let rowBytes = passes.map { 1 + $0.size(in: size).width * file.bitsPerPixel / 8 }
    let total = zip(passes, rowBytes).reduce(0) { $0 + $1.0.size(in: size).height * $1.1 }
    let rows = try unpack(file.imageData(of: bytes), byteCount: total)

    var pixels = [UInt8](repeating: 0, count: size.area * 4)
    var start = 0
    for (pass, rowBytes) in zip(passes, rowBytes) {
      let passSize = pass.size(in: size)
      let end = start + passSize.height * rowBytes
      let still = file.file(of: bytes, size: passSize, imageData: StoredDeflate.pack(Array(rows[start..<end])))
      start = end
      switch LibPNG.decode(still, size: passSize) {
      case .success(let samples): pass.scatter(samples, passSize, into: &pixels, rowLength: size.width)
      case .failure(let failure): throw .damaged(.png, reason: "libpng reports “\(failure.message)”")
      }
    }
    return pixels
  }

  private static func unpack(_ data: [UInt8], byteCount: Int) throws(CodecError) -> [UInt8] {
    let rows: [UInt8]
    do throws(Inflate.Failure) {
      rows = try Inflate.unpack(data[...], atMost: byteCount)
    } catch {
      switch error {
      case .truncated: throw .truncated(.png, missing: "its image data (IDAT) end early")
      case .tooLarge: throw .damaged(.png, reason: "it has more image data (IDAT) than its size says")
      case .damaged(let reason):
        throw .damaged(.png, reason: "its image data (IDAT) cannot be unpacked, since \(reason)")
      }
    }
    guard rows.count == byteCount else { throw .truncated(.png, missing: "its image data (IDAT) end early") }
    return rows
  }

  /// Every `dx`-th pixel from `x` on, in every `dy`-th row from `y` on.
  private struct Pass {
    let x: Int
    let y: Int
    let dx: Int
    let dy: Int

    func size(in size: Size) -> Size {
      Size(width: max(0, size.width - x + dx - 1) / dx, height: max(0, size.height - y + dy - 1) / dy)
    }

    func scatter(_ samples: [UInt8], _ size: Size, into pixels: inout [UInt8], rowLength: Int) {
      let from = samples.span
      var to = pixels.mutableSpan
      for row in 0..<size.height {
        for column in 0..<size.width {
          let source = 4 * (row * size.width + column)
          let target = 4 * ((y + row * dy) * rowLength + x + column * dx)
          for c in 0..<4 { to[target + c] = from[source + c] }
        }
      }
    }
  }

  private static let passes = [
    Pass(x: 0, y: 0, dx: 8, dy: 8), Pass(x: 4, y: 0, dx: 8, dy: 8), Pass(x: 0, y: 4, dx: 4, dy: 8),
    Pass(x: 2, y: 0, dx: 4, dy: 4), Pass(x: 0, y: 2, dx: 2, dy: 4), Pass(x: 1, y: 0, dx: 2, dy: 2),
    Pass(x: 0, y: 1, dx: 1, dy: 2),
  ]
}
